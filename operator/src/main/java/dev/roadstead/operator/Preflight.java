package dev.roadstead.operator;

import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/// What must be so before the operator starts; each failure is one sentence.
final class Preflight {
    private static final int NOT_FOUND = 404;

    private Preflight() {}

    static void check(KubernetesClient client) {
        for (Class<? extends HasMetadata> kind :
                List.of(Registry.class, ProxyCache.class, GCSchedule.class, NodeMirror.class, NodeState.class)) {
            try {
                client.resources(kind)
                        .inAnyNamespace()
                        .list(new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
                                .withLimit(1L)
                                .build());
            } catch (KubernetesClientException e) {
                if (e.getCode() == NOT_FOUND) {
                    throw new IllegalArgumentException(
                            "the cluster does not know " + HasMetadata.getFullResourceName(kind)
                                    + ": apply the CRDs first (kubectl apply -f crds/manifests/)",
                            e);
                }
                throw e;
            }
        }
    }
}
