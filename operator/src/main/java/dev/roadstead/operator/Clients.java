package dev.roadstead.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The Kubernetes client: lenient, so that a field of a newer version never stops an informer.
final class Clients {
    private static final int REQUEST_TIMEOUT_IN_MILLIS = 15_000;

    private Clients() {}

    /// @param kubeconfig a file; empty for the environment's own
    static KubernetesClient connect(@Nullable String kubeconfig) throws IOException {
        Config base = kubeconfig == null || kubeconfig.isEmpty()
                ? Config.autoConfigure(null)
                : fromFile(new File(kubeconfig));
        Config config = new ConfigBuilder(base)
                .withClientKeyAlgo(base.getClientKeyAlgo() == null ? "EC" : base.getClientKeyAlgo())
                .withOnlyHttpWatches(true)
                .withRequestTimeout(REQUEST_TIMEOUT_IN_MILLIS)
                .withConnectionTimeout(REQUEST_TIMEOUT_IN_MILLIS)
                .withOnlyHttpWatches(true)
                .build();
        ObjectMapper mapper = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(mapper, true))
                .build();
    }

    private static Config fromFile(File file) throws IOException {
        if (!file.canRead()) {
            throw new IOException("--kubeconfig " + file + " cannot be read");
        }
        return Config.fromKubeconfig(file);
    }
}
