package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.process.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns a container of a pod into a command line, an environment and folders.
final class Launches {

    private static final String CONFIG_ERROR = "CreateContainerConfigError";

    private final ImageCatalogue catalogue;
    private final Volumes volumes;
    private final Environment environment;
    private final Identity identity;
    private final StateFolders folders;

    Launches(
            ImageCatalogue catalogue,
            Volumes volumes,
            Environment environment,
            Identity identity,
            StateFolders folders) {
        this.catalogue = catalogue;
        this.volumes = volumes;
        this.environment = environment;
        this.identity = identity;
        this.folders = folders;
    }

    LocalProcess.Launch launch(PodContext context, JsonNode container, int restart) {
        Program program = program(container);
        refuse(container);
        container.properties().stream()
                .filter(field -> field.getKey().endsWith("Probe"))
                .forEach(probe -> ProbeAction.of(probe.getValue(), container, context.podIp()));
        Map<String, Path> paths = volumes.prepare(context);
        Map<String, String> own = identity.prepare(context);
        Map<String, String> declared = new LinkedHashMap<>(identity.server());
        declared.putAll(environment.resolve(context, container));
        Mounts mounts = mounts(context, container, paths, declared);
        Map<String, String> values = new LinkedHashMap<>(program.environment());
        values.putAll(own);
        declared.forEach((name, value) -> values.put(name, mounts.rewrite(value)));
        Path temporary = temporary(context, mounts);
        values.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        values.putIfAbsent("HOME", context.folder().toString());
        values.putIfAbsent("HOSTNAME", context.name());
        values.putIfAbsent("LANG", "C.UTF-8");
        values.putIfAbsent("TMPDIR", temporary.toString());
        List<String> command = new ArrayList<>(program.command());
        if (Path.of(command.getFirst()).endsWith("java")) {
            command.add(1, "-Djava.io.tmpdir=" + temporary);
        }
        for (String argument : Json.texts(container.path("args"))) {
            command.add(mounts.rewrite(Expansion.expand(argument, declared)));
        }
        return new LocalProcess.Launch(
                command,
                values,
                context.folder(),
                folders.log(context, container.path("name").asText(), restart),
                folders.processes());
    }

    /// Brings the pod's volumes and token up to date.
    void refresh(PodContext context) {
        volumes.prepare(context);
    }

    private Program program(JsonNode container) {
        String image = container.path("image").asText();
        return catalogue
                .find(image)
                .orElseThrow(
                        () -> new NotReadyException(
                                "ImageNotInSandbox",
                                "image \"" + image
                                        + "\" cannot run here: the sandbox starts this project's own programs as local"
                                        + " processes (images named operator, registry-runtime and node-agent) and runs no containers"));
    }

    private static void refuse(JsonNode container) {
        for (String field : List.of("command", "lifecycle")) {
            if (!container.path(field).isEmpty()) {
                throw new NotReadyException(
                        CONFIG_ERROR,
                        "container %s sets %s, which the sandbox does not imitate; leave it out, or use a cluster"
                                .formatted(container.path("name").asText(), field));
            }
        }
    }

    private static Mounts mounts(
            PodContext context, JsonNode container, Map<String, Path> volumes, Map<String, String> declared) {
        Map<String, Path> paths = new LinkedHashMap<>();
        paths.put(Identity.MOUNT, Identity.folder(context));
        for (ObjectNode mount : Json.objects(container.path("volumeMounts"))) {
            Path path = volumes.get(mount.path("name").asText());
            if (path == null) {
                throw new NotReadyException(
                        CONFIG_ERROR, "there is no volume " + mount.path("name").asText());
            }
            String sub = mount.has("subPathExpr")
                    ? Expansion.expand(mount.path("subPathExpr").asText(), declared)
                    : mount.path("subPath").asText();
            paths.put(mount.path("mountPath").asText(), sub.isEmpty() ? path : inside(path, sub));
        }
        return new Mounts(paths);
    }

    private static Path inside(Path volume, String sub) {
        Path path = volume.resolve(sub).normalize();
        if (!path.startsWith(volume)) {
            throw new NotReadyException(CONFIG_ERROR, "subPath leaves its volume: " + sub);
        }
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(path);
            }
        } catch (IOException e) {
            throw new NotReadyException(CONFIG_ERROR, "subPath " + sub + " cannot be made: " + e);
        }
        return path;
    }

    /// The volume at `/tmp`, or a folder of the pod's own.
    private static Path temporary(PodContext context, Mounts mounts) {
        Path path = mounts.paths().getOrDefault("/tmp", context.folder().resolve("tmp"));
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new NotReadyException("ContainerCreating", "folder cannot be made: " + e);
        }
    }
}
