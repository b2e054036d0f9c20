package dev.roadstead.e2e.chain;

import static dev.roadstead.e2e.chain.Chain.soon;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.Registry;

/// A Registry with a NodeMirror that is applied for the first time while something goes wrong.
record SecondRegistry(Chain chain) {
    private static final String NAMESPACE = "second";

    void apply() {
        chain.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: second}
                ---
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: second}
                spec: {host: second.roadstead.example, storage: {filesystem: {size: 1Gi}}, access: {anonymousPull: true}}
                ---
                apiVersion: roadstead.dev/v1alpha1
                kind: NodeMirror
                metadata: {name: through-second}
                spec:
                  mirrors:
                  - host: second.roadstead.example
                    fallback: None
                    endpoints: [{registryRef: {namespace: second, name: harbour}}]
                """);
    }

    void awaitFirstTraces() {
        soon("the apply has begun")
                .until(() -> chain.client()
                                .secrets()
                                .inNamespace(NAMESPACE)
                                .withName("harbour-admin")
                                .get()
                        != null);
    }

    void assertServes() throws Exception {
        ChainImage image = ChainImage.random(1_000_000);
        try (Pusher pusher = chain.pusher(NAMESPACE)) {
            pusher.push(image, "demo/second", "1");
        }
        chain.node("node-1").pull("second.roadstead.example/demo/second:1", image);
    }

    /// With its data, so that the next one begins anew.
    void delete() {
        chain.client().resources(NodeMirror.class).withName("through-second").delete();
        chain.client()
                .resources(Registry.class)
                .inNamespace(NAMESPACE)
                .withName("harbour")
                .delete();
        soon("the second Registry is gone")
                .until(() -> chain.client()
                        .resources(Registry.class)
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty());
        chain.client().namespaces().withName(NAMESPACE).delete();
        soon("its namespace is gone")
                .until(() -> chain.client().namespaces().withName(NAMESPACE).get() == null);
    }
}
