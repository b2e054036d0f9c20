package dev.roadstead.node.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.node.pull.TestRegistry;
import dev.roadstead.node.tls.TestCa;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeClientTlsTest {
    @TempDir
    Path serviceAccount;

    @Test
    void trustsExactlyTheMountedCaAndNoticesItsSuccessor() throws IOException {
        TestCa ca = TestCa.named("cluster");
        Files.writeString(serviceAccount.resolve("token"), "token");
        Files.writeString(
                serviceAccount.resolve("ca.crt"), TestCa.named("stranger").pem());
        try (TestRegistry server = new TestRegistry(ca)) {
            server.tag("thing", "{\"kind\":\"Thing\"}".getBytes(StandardCharsets.US_ASCII));
            KubeClient client = new KubeClient(URI.create(server.url()), serviceAccount);

            assertThatThrownBy(() -> client.get("/thing"))
                    .isInstanceOf(KubeException.class)
                    .hasMessageContaining("does not answer");

            Files.writeString(serviceAccount.resolve("ca.crt"), ca.pem());
            assertThat(client.get("/thing")).isPresent();
        }
    }

    @Test
    void aMissingTokenIsNamed() {
        KubeClient client = new KubeClient(URI.create("http://127.0.0.1:1"), serviceAccount);

        assertThatThrownBy(() -> client.get("/thing")).hasMessageContaining("token cannot be read");
    }
}
