package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Events;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// PersistentVolumeClaim to a volume that is a folder, as a dynamic provisioner would make one. The folder goes with
/// the claim.
final class Claims implements Controller {

    static final String STORAGE_CLASS = "standard";
    private static final String PROTECTION = "kubernetes.io/pvc-protection";
    private static final String PROVISIONER = "sandbox.roadstead.dev/folder";

    private final ClusterView view;
    private final Path volumes;
    private final Events events;

    Claims(ClusterView view, Path volumes, Clock clock) {
        this.view = view;
        this.volumes = volumes;
        this.events = new Events(view.cluster(), "persistentvolume-controller", clock);
    }

    @Override
    public String name() {
        return "claims";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.CLAIMS, claim -> loop.enqueue(Key.of(claim)));
        // A claim that is being deleted waits for its last pod.
        view.onChange(
                Resource.PODS,
                pod -> Json.objects(pod.path("spec").path("volumes")).stream()
                        .map(volume -> volume.path("persistentVolumeClaim")
                                .path("claimName")
                                .asText())
                        .filter(claim -> !claim.isEmpty())
                        .forEach(claim -> loop.enqueue(new Key(Meta.namespace(pod), claim))));
    }

    static ObjectNode storageClass() {
        ObjectNode object = Json.object();
        object.putObject("metadata")
                .put("name", STORAGE_CLASS)
                .putObject("annotations")
                .put("storageclass.kubernetes.io/is-default-class", "true");
        return object.put("provisioner", PROVISIONER)
                .put("reclaimPolicy", "Delete")
                .put("volumeBindingMode", "Immediate")
                .put("allowVolumeExpansion", true);
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode claim = view.get(Resource.CLAIMS, key).orElse(null);
        if (claim == null) {
            dropVolumes(key);
        } else if (Meta.isDeleting(claim)) {
            if (!isUsed(key)) {
                protect(claim, false);
            }
        } else {
            bind(claim);
        }
        return Optional.empty();
    }

    private void bind(ObjectNode claim) {
        if (claim.path("status").path("phase").asText().equals("Bound")) {
            grow(claim);
            return;
        }
        String storageClass = claim.path("spec").path("storageClassName").asText(STORAGE_CLASS);
        if (!storageClass.equals(STORAGE_CLASS)) {
            pending(claim, storageClass);
            return;
        }
        protect(claim, true);
        String name = "pvc-" + Meta.uid(claim);
        try {
            Files.createDirectories(volumes.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of volume " + name + " cannot be made", e);
        }
        if (view.get(Resource.VOLUMES, new Key("", name)).isEmpty()) {
            ObjectNode volume = view.create(Resource.VOLUMES, volume(claim, name));
            view.status(Resource.VOLUMES, volume, Json.object().put("phase", "Bound"));
        }
        if (claim.path("spec").path("volumeName").asText().isEmpty()) {
            ObjectNode patch = Json.object();
            patch.putObject("spec").put("volumeName", name).put("storageClassName", STORAGE_CLASS);
            claim = view.merge(Resource.CLAIMS, Key.of(claim), patch);
        }
        tellBound(claim);
    }

    /// A folder has as much room as anybody asks for.
    private void grow(ObjectNode claim) {
        boolean isOurs = claim.path("spec").path("storageClassName").asText().equals(STORAGE_CLASS);
        if (isOurs && !claim.path("status").path("capacity").path("storage").equals(wanted(claim))) {
            tellBound(claim);
        }
    }

    private void tellBound(ObjectNode claim) {
        ObjectNode status = Json.object().put("phase", "Bound");
        status.set("accessModes", claim.path("spec").path("accessModes"));
        status.putObject("capacity").set("storage", wanted(claim));
        view.status(Resource.CLAIMS, claim, status);
    }

    private static JsonNode wanted(ObjectNode claim) {
        return claim.path("spec").path("resources").path("requests").path("storage");
    }

    private void pending(ObjectNode claim, String storageClass) {
        if (claim.path("status").path("phase").asText().isEmpty()) {
            view.status(Resource.CLAIMS, claim, Json.object().put("phase", "Pending"));
            events.warning(
                    claim,
                    "ProvisioningFailed",
                    "storageclass.storage.k8s.io \"%s\" not found; the sandbox has \"%s\" (the default)"
                            .formatted(storageClass, STORAGE_CLASS));
        }
    }

    private ObjectNode volume(ObjectNode claim, String name) {
        ObjectNode volume = Json.object();
        ObjectNode metadata = volume.putObject("metadata").put("name", name);
        metadata.putObject("annotations").put("pv.kubernetes.io/provisioned-by", PROVISIONER);
        ObjectNode spec = volume.putObject("spec");
        spec.putObject("capacity")
                .set(
                        "storage",
                        claim.path("spec").path("resources").path("requests").path("storage"));
        spec.set("accessModes", claim.path("spec").path("accessModes"));
        spec.put("persistentVolumeReclaimPolicy", "Delete").put("storageClassName", STORAGE_CLASS);
        spec.putObject("hostPath").put("path", volumes.resolve(name).toString());
        spec.putObject("claimRef")
                .put("apiVersion", "v1")
                .put("kind", "PersistentVolumeClaim")
                .put("namespace", Meta.namespace(claim))
                .put("name", Meta.name(claim))
                .put("uid", Meta.uid(claim));
        return volume;
    }

    private void dropVolumes(Key key) {
        for (ObjectNode volume : view.all(Resource.VOLUMES)) {
            JsonNode claim = volume.path("spec").path("claimRef");
            boolean ofThis = claim.path("namespace").asText().equals(key.namespace())
                    && claim.path("name").asText().equals(key.name());
            if (ofThis
                    && Meta.annotation(volume, "pv.kubernetes.io/provisioned-by")
                            .equals(PROVISIONER)) {
                if (volume.path("spec")
                        .path("persistentVolumeReclaimPolicy")
                        .asText()
                        .equals("Delete")) {
                    delete(volumes.resolve(Meta.name(volume)));
                    view.delete(Resource.VOLUMES, volume);
                } else {
                    view.status(Resource.VOLUMES, volume, Json.object().put("phase", "Released"));
                }
            }
        }
    }

    private boolean isUsed(Key key) {
        return view.in(Resource.PODS, key.namespace()).stream()
                .filter(pod -> !Pods.isFinished(pod))
                .flatMap(pod -> Json.objects(pod.path("spec").path("volumes")).stream())
                .anyMatch(volume -> volume.path("persistentVolumeClaim")
                        .path("claimName")
                        .asText()
                        .equals(key.name()));
    }

    private void protect(ObjectNode claim, boolean wanted) {
        ArrayNode finalizers = Json.array();
        Json.texts(claim.path("metadata").path("finalizers")).stream()
                .filter(each -> !each.equals(PROTECTION))
                .forEach(finalizers::add);
        if (wanted) {
            finalizers.add(PROTECTION);
        }
        if (finalizers.size() != claim.path("metadata").path("finalizers").size()) {
            ObjectNode patch = Json.object();
            patch.putObject("metadata").set("finalizers", finalizers);
            view.merge(Resource.CLAIMS, Key.of(claim), patch);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of a deleted claim cannot be removed: " + folder, e);
        }
    }
}
