package dev.roadstead.sandbox.kubelet;

import dev.roadstead.sandbox.cluster.Access;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Resource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who a pod is to the API server: the service account folder and, as that has no fixed place here, a kubeconfig.
final class Identity {

    /// Where a cluster mounts it; values that begin with it are rewritten like any mount.
    static final String MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    private final ClusterView view;
    private final Access api;
    private final Map<Key, String> tokens = new ConcurrentHashMap<>();

    /// @param api the API server's address and CA, as pods shall use them
    Identity(ClusterView view, Access api) {
        this.view = view;
        this.api = api;
    }

    String token(Key serviceAccount) {
        var account = view.get(Resource.SERVICE_ACCOUNTS, serviceAccount);
        if (account.isEmpty()) {
            throw new NotReadyException(
                    "ContainerCreating", "serviceaccount \"%s\" not found".formatted(serviceAccount.name()));
        }
        Cluster cluster = view.cluster();
        try {
            return tokens.computeIfAbsent(serviceAccount, cluster::token);
        } catch (ClusterException e) {
            throw new NotReadyException("ContainerCreating", "no token for " + serviceAccount + ": " + e.getMessage());
        }
    }

    /// The environment that points to the pod's identity; empty when the pod wants none.
    Map<String, String> prepare(PodContext context) {
        Key account = new Key(context.namespace(), context.serviceAccount());
        boolean accountWants = view.get(Resource.SERVICE_ACCOUNTS, account)
                .map(found -> found.path("automountServiceAccountToken").asBoolean(true))
                .orElse(true);
        if (!context.wantsToken(accountWants)) {
            return Map.of();
        }
        String token = token(account);
        try {
            new DataDirectory(folder(context))
                    .write(
                            Map.of(
                                    "token", bytes(token),
                                    "ca.crt", bytes(api.caPem()),
                                    "namespace", bytes(context.namespace())),
                            0600);
            Path kubeconfig = context.folder().resolve("kubeconfig");
            Files.writeString(
                    kubeconfig,
                    new Access(api.server(), api.caPem(), token)
                            .kubeconfig()
                            .replace("namespace: default", "namespace: " + context.namespace()));
            var environment = new LinkedHashMap<String, String>();
            environment.put("SERVICE_ACCOUNT_DIR", folder(context).toString());
            environment.put("KUBECONFIG", kubeconfig.toString());
            return environment;
        } catch (IOException e) {
            throw new NotReadyException("ContainerCreating", "the service account's files cannot be written: " + e);
        }
    }

    /// Set for every pod, with a token or without.
    Map<String, String> server() {
        URI server = URI.create(api.server());
        return Map.of(
                "KUBERNETES_SERVICE_HOST",
                server.getHost(),
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(server.getPort()));
    }

    static Path folder(PodContext context) {
        return context.folder().resolve("serviceaccount");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
