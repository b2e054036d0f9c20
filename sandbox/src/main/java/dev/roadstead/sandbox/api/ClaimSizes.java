package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.ObjectStore;
import java.util.List;

/// A claim may ask for more only when it is bound and its class can give more (admission plugin
/// PersistentVolumeClaimResize).
final class ClaimSizes {
    private final ObjectStore store;

    ClaimSizes(ObjectStore store) {
        this.store = store;
    }

    void requireGrowable(Call call, ObjectNode live, ObjectNode next) {
        if (size(live).equals(size(next))) {
            return;
        }
        if (!live.path("status").path("phase").asText().equals("Bound")) {
            throw refused(call, "only bound persistent volume claims can be expanded");
        }
        String name = next.path("spec").path("storageClassName").asText();
        if (name.isEmpty()
                || store.get(new Key("storage.k8s.io/storageclasses", "", name))
                        .filter(found -> found.path("allowVolumeExpansion").asBoolean())
                        .isEmpty()) {
            throw refused(
                    call,
                    "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must"
                            + " support resize");
        }
    }

    private static ApiException refused(Call call, String why) {
        return Failures.forbidden(call.kind(), call.name(), why, List.of());
    }

    private static JsonNode size(ObjectNode claim) {
        return claim.path("spec").path("resources").path("requests").path("storage");
    }
}
