package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Makes the folders of a pod's volumes and keeps those made of API objects up to date.
final class Volumes {

    private static final String WAITING = "ContainerCreating";
    private static final int DEFAULT_MODE = 0644;

    private final ClusterView view;
    private final Function<Key, String> tokens;

    /// @param tokens gives a token of a service account
    Volumes(ClusterView view, Function<Key, String> tokens) {
        this.view = view;
        this.tokens = tokens;
    }

    /// Folder (or, for some hostPaths, file) by volume name. Called again, it refreshes what has changed.
    Map<String, Path> prepare(PodContext context) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (JsonNode volume : context.pod().path("spec").path("volumes")) {
            String name = volume.path("name").asText();
            try {
                paths.put(name, prepare(context, volume, context.folder().resolve("volumes/" + name)));
            } catch (IOException e) {
                throw new NotReadyException(WAITING, "volume " + name + " cannot be made: " + e);
            }
        }
        return paths;
    }

    private Path prepare(PodContext context, JsonNode volume, Path folder) throws IOException {
        if (volume.has("emptyDir")) {
            return Files.createDirectories(folder);
        }
        if (volume.has("hostPath")) {
            return hostPath(context, volume.path("hostPath"));
        }
        if (volume.has("persistentVolumeClaim")) {
            return claim(
                    context,
                    volume.path("persistentVolumeClaim").path("claimName").asText());
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        int mode = DEFAULT_MODE;
        if (volume.has("secret") || volume.has("configMap") || volume.has("downwardAPI")) {
            source(context, volume, files);
            for (String type : new String[] {"secret", "configMap", "downwardAPI"}) {
                mode = volume.path(type).path("defaultMode").asInt(mode);
            }
        } else if (volume.has("projected")) {
            volume.path("projected").path("sources").forEach(source -> source(context, source, files));
            mode = volume.path("projected").path("defaultMode").asInt(mode);
        } else {
            throw new NotReadyException(
                    "VolumeNotInSandbox",
                    "volume " + volume.path("name").asText()
                            + " is of a type that the sandbox does not imitate; it knows emptyDir, hostPath,"
                            + " persistentVolumeClaim, secret, configMap, downwardAPI and projected");
        }
        new DataDirectory(folder).write(files, mode);
        return folder;
    }

    private void source(PodContext context, JsonNode source, Map<String, byte[]> files) {
        if (source.has("secret")) {
            JsonNode secret = source.path("secret");
            String name = secret.path("secretName").asText(secret.path("name").asText());
            select(secret, data(context, Resource.SECRETS, name, secret), files, "secret " + name);
        }
        if (source.has("configMap")) {
            JsonNode map = source.path("configMap");
            String name = map.path("name").asText();
            select(map, data(context, Resource.CONFIG_MAPS, name, map), files, "configmap " + name);
        }
        for (JsonNode item : source.path("downwardAPI").path("items")) {
            String text = Downward.field(item.path("fieldRef").path("fieldPath").asText(), context);
            files.put(item.path("path").asText(), text.getBytes(StandardCharsets.UTF_8));
        }
        if (source.has("serviceAccountToken")) {
            String token = tokens.apply(new Key(context.namespace(), context.serviceAccount()));
            files.put(
                    source.path("serviceAccountToken").path("path").asText("token"),
                    token.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Map<String, byte[]> data(PodContext context, Resource resource, String name, JsonNode source) {
        var object = view.get(resource, new Key(context.namespace(), name));
        if (object.isEmpty() && !source.path("optional").asBoolean()) {
            throw new NotReadyException(WAITING, "%s \"%s\" not found".formatted(resource.plural(), name));
        }
        return object.map(Volumes::data).orElse(Map.of());
    }

    /// The content of a Secret or ConfigMap.
    static Map<String, byte[]> data(ObjectNode object) {
        Map<String, byte[]> data = new LinkedHashMap<>();
        boolean encoded = object.path("kind").asText().equals("Secret");
        Json.textMap(object.path("data"))
                .forEach((key, text) -> data.put(
                        key, encoded ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8)));
        Json.textMap(object.path("binaryData"))
                .forEach((key, text) -> data.put(key, Base64.getDecoder().decode(text)));
        return data;
    }

    private static void select(JsonNode source, Map<String, byte[]> data, Map<String, byte[]> files, String what) {
        if (source.path("items").isEmpty()) {
            files.putAll(data);
        }
        for (JsonNode item : source.path("items")) {
            byte[] content = data.get(item.path("key").asText());
            if (content != null) {
                files.put(item.path("path").asText(), content);
            } else if (!source.path("optional").asBoolean()) {
                throw new NotReadyException(
                        WAITING, what + " has no key " + item.path("key").asText());
            }
        }
    }

    private static Path hostPath(PodContext context, JsonNode source) throws IOException {
        Path root = context.host().root();
        Path path = root.resolve("." + source.path("path").asText()).normalize();
        if (!path.startsWith(root)) {
            throw new NotReadyException(WAITING, "hostPath leaves the node: " + source.path("path"));
        }
        String type = source.path("type").asText();
        boolean fits = switch (type) {
            // A node of the sandbox is an empty folder: what "" would find on a machine is made on demand.
            case "", "DirectoryOrCreate" -> Files.isDirectory(Files.createDirectories(path));
            case "FileOrCreate" -> {
                Files.createDirectories(path.getParent());
                yield Files.isRegularFile(path) || Files.isRegularFile(Files.createFile(path));
            }
            case "Directory" -> Files.isDirectory(path);
            case "File" -> Files.isRegularFile(path);
            case "Socket" -> Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
            default -> false;
        };
        if (!fits) {
            throw new NotReadyException(
                    WAITING,
                    "hostPath %s is not a %s".formatted(source.path("path").asText(), type));
        }
        return path;
    }

    private Path claim(PodContext context, String name) {
        ObjectNode claim = view.get(Resource.CLAIMS, new Key(context.namespace(), name))
                .orElseThrow(
                        () -> new NotReadyException(WAITING, "persistentvolumeclaim \"%s\" not found".formatted(name)));
        if (!claim.path("status").path("phase").asText().equals("Bound")) {
            throw new NotReadyException(WAITING, "persistentvolumeclaim \"%s\" is not bound".formatted(name));
        }
        String volume = claim.path("spec").path("volumeName").asText();
        JsonNode host = view.get(Resource.VOLUMES, new Key("", volume))
                .map(found -> found.path("spec").path("hostPath").path("path"))
                .orElseThrow(() -> new NotReadyException(WAITING, "persistentvolume " + volume + " not found"));
        if (host.asText().isEmpty()) {
            throw new NotReadyException(
                    "VolumeNotInSandbox", "persistentvolume " + volume + " is not one of the sandbox's own");
        }
        return Path.of(host.asText());
    }
}
