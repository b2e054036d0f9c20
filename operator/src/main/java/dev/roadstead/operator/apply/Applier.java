package dev.roadstead.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.oci.Digest;
import dev.roadstead.operator.naming.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Brings objects to what is desired by server-side apply, and sends nothing when they are so already: the hash of what
/// was last applied stands in an
/// annotation (it finds fields that are no longer desired), and what is desired is compared with what is there (it
/// finds what others changed).
public final class Applier {
    public static final String FIELD_MANAGER = "roadstead-operator";
    private static final int CONFLICT = 409;
    private static final int MAX_ATTEMPTS = 3;

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final KubernetesClient client;

    public Applier(KubernetesClient client) {
        this.client = client;
    }

    /// @param live the object as it stands, as far as is known
    /// @return the object as it stands now
    public <T extends HasMetadata> T apply(T desired, Optional<T> live) {
        JsonNode tree = tree(desired);
        String hash = hash(tree);
        if (live.isPresent() && isApplied(tree, hash, live.get())) {
            return live.get();
        }
        Map<String, String> annotations = new LinkedHashMap<>(
                Optional.ofNullable(desired.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.put(Labels.APPLIED, hash);
        desired.getMetadata().setAnnotations(annotations);
        return send(desired);
    }

    /// Applies the status of an object that holds name, namespace and status only.
    public static void applyStatus(KubernetesClient client, HasMetadata object) {
        client.resource(object).subresource("status").patch(serverSideApply());
    }

    private static PatchContext serverSideApply() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FIELD_MANAGER)
                .withForce(true)
                .build();
    }

    private static boolean isApplied(JsonNode desired, String hash, HasMetadata live) {
        Map<String, String> annotations =
                Optional.ofNullable(live.getMetadata().getAnnotations()).orElse(Map.of());
        return hash.equals(annotations.get(Labels.APPLIED)) && Subset.holds(desired, tree(live));
    }

    private <T extends HasMetadata> T send(T desired) {
        if (desired instanceof Service service) {
            Service existing = client.services()
                    .inNamespace(service.getMetadata().getNamespace())
                    .withName(service.getMetadata().getName())
                    .get();
            if (existing != null) {
                clearForeignPorts(service, existing);
            }
        }
        return patch(desired);
    }

    /// Server-side apply names no revision, so a conflict only says that another write came in between: the same wish
    /// is
    /// stated again.
    private <T extends HasMetadata> T patch(T desired) {
        for (int attempt = 1; ; attempt++) {
            try {
                return client.resource(desired).patch(serverSideApply());
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /// A port whose number another writer changed is another list item for server-side apply, which would then hold two
    /// of one name and be refused: such
    /// ports are taken out first.
    private void clearForeignPorts(Service desired, Service existing) {
        var wanted = desired.getSpec().getPorts();
        boolean foreign = existing.getSpec().getPorts().stream()
                .anyMatch(port -> wanted.stream()
                        .noneMatch(ours -> ours.getPort().equals(port.getPort())
                                && ours.getProtocol().equals(port.getProtocol())));
        if (foreign) {
            existing.getSpec().setPorts(wanted);
            try {
                client.resource(existing).update();
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT) {
                    throw e;
                }
                // Someone else wrote in between; the apply that follows, or the next visit, meets the newer object.
            }
        }
    }

    private static JsonNode tree(HasMetadata object) {
        ObjectNode tree = CANONICAL.valueToTree(object);
        tree.remove("status");
        if (tree.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(
                    java.util.List.of("resourceVersion", "uid", "generation", "creationTimestamp", "managedFields"));
        }
        return tree;
    }

    private static String hash(JsonNode tree) {
        try {
            Object sorted = CANONICAL.treeToValue(tree, Object.class);
            return Digest.sha256(CANONICAL.writeValueAsString(sorted).getBytes(StandardCharsets.UTF_8))
                    .hex()
                    .substring(0, 16);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("a Kubernetes object is always writable", e);
        }
    }
}
