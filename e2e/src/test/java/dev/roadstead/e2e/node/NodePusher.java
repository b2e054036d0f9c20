package dev.roadstead.e2e.node;

import dev.roadstead.e2e.kubernetes.KubernetesNode;
import dev.roadstead.e2e.registry.Program;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/// Pushes images that no cluster has seen, from inside the node, where Services are reached, and with the registry's CA
/// in a folder of its own.
///
/// @param folder for the CA and the logins
record NodePusher(KubernetesNode node, KubernetesClient client, Path folder) {
    static void requirePrograms() {
        Program.require("skopeo");
        Program.require("crane");
    }

    void pushWithSkopeo(String image) throws IOException {
        Map<String, String> account = account();
        node.run("%s copy --dest-cert-dir %s --dest-creds '%s:%s' docker-archive:%s docker://%s/%s"
                .formatted(
                        Program.require("skopeo").file(),
                        ca().getParent(),
                        decoded(account.get("username")),
                        decoded(account.get("password")),
                        node.newImage(image),
                        service(),
                        image));
    }

    void pushWithCrane(String image) throws IOException {
        Map<String, String> account = account();
        node.run("""
                export SSL_CERT_FILE=%1$s DOCKER_CONFIG=%2$s
                %3$s auth login %4$s -u '%5$s' -p '%6$s'
                %3$s push %7$s %4$s/%8$s
                """.formatted(
                        ca(),
                        folder.resolve("crane"),
                        Program.require("crane").file(),
                        service(),
                        decoded(account.get("username")),
                        decoded(account.get("password")),
                        node.newImage(image),
                        image));
    }

    private String service() {
        return client.services()
                        .inNamespace(NodeChain.NAMESPACE)
                        .withName("harbour")
                        .get()
                        .getSpec()
                        .getClusterIP()
                + ":5000";
    }

    private Path ca() throws IOException {
        return Files.writeString(
                Files.createDirectories(folder.resolve("certificates")).resolve("ca.crt"),
                client.configMaps()
                        .inNamespace(NodeChain.NAMESPACE)
                        .withName("harbour-ca")
                        .get()
                        .getData()
                        .get("ca.crt"));
    }

    private Map<String, String> account() {
        return client.secrets()
                .inNamespace(NodeChain.NAMESPACE)
                .withName("harbour-admin")
                .get()
                .getData();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
