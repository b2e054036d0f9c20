package dev.roadstead.operator.leadership;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Optional;

/// The Lease of the API server, asked by a client of its own: one that gives up soon, so that a slow answer is not
/// waited for longer than a lease lasts.
final class ApiLeaseStore implements LeaseStore, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    ApiLeaseStore(KubernetesClient like, String namespace, String name) {
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(like.getConfiguration())
                        .withRequestTimeout((int) TIMEOUT.toMillis())
                        .withConnectionTimeout((int) TIMEOUT.toMillis())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public Optional<Lease> read() {
        return Optional.ofNullable(
                client.leases().inNamespace(namespace).withName(name).get());
    }

    @Override
    public void create(Lease lease) {
        client.resource(lease).create();
    }

    @Override
    public void replace(Lease lease) {
        client.resource(lease)
                .lockResourceVersion(lease.getMetadata().getResourceVersion())
                .update();
    }

    @Override
    public void close() {
        client.close();
    }
}
