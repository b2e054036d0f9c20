package dev.roadstead.registry.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.config.RuntimeStatuses;
import dev.roadstead.registry.http.HttpLimits;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Observer;
import dev.roadstead.registry.settings.AppliedConfig;
import dev.roadstead.registry.settings.StandaloneConfig;
import dev.roadstead.registry.tls.TestAuthority;
import dev.roadstead.registry.tls.TestTls;
import dev.roadstead.registry.tls.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPortTest {
    private final TestAuthority authority = new TestAuthority();
    private final AppliedConfig applied = new AppliedConfig(StandaloneConfig.of("a", null), List.of());
    private HttpServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        TlsFiles files = new TlsFiles(authority.write(folder, authority.issueServer()), AdminHandler.OPERATOR);
        AdminHandler handler = new AdminHandler(applied, this::status);
        server = HttpServer.start(new HttpServer.Setup(
                "admin", ListenAddress.parse("127.0.0.1:0"), handler, HttpLimits.DEFAULT, Observer.NONE, files));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RuntimeStatus status() {
        return new RuntimeStatus(
                "1",
                Instant.EPOCH,
                applied.hash(),
                true,
                List.of(),
                new RuntimeStatus.Usage(1, 2, 3, 4),
                null,
                List.of(),
                null);
    }

    private HttpResponse<String> send(List<TestAuthority.Issued> own, String method, String path, String body)
            throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(TestTls.client(authority.certificate(), own))
                .build()) {
            URI uri = URI.create("https://127.0.0.1:" + server.address().getPort() + path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private HttpResponse<String> asOperator(String method, String path, String body) throws Exception {
        return send(List.of(authority.issueNamed(AdminHandler.OPERATOR)), method, path, body);
    }

    @Test
    void tellsTheOperatorTheStatus() throws Exception {
        HttpResponse<String> response = asOperator("GET", "/admin/v1/status", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(RuntimeStatuses.read(response.body(), RuntimeStatus.class)).isEqualTo(status());
    }

    @Test
    void appliesAGoodDocumentAndKeepsItWhenTheNextIsRefused() throws Exception {
        String good = RegistryConfigs.write(StandaloneConfig.of("b", null));

        HttpResponse<String> accepted = asOperator("PUT", "/admin/v1/config", good);
        String hash = applied.hash();
        HttpResponse<String> refused =
                asOperator("PUT", "/admin/v1/config", good.replace("uploadTimeout: PT24H", "uploadTimeout: PT-1S"));
        HttpResponse<String> unreadable = asOperator("PUT", "/admin/v1/config", "{{{");

        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(RuntimeStatuses.read(accepted.body(), RuntimeStatus.Applied.class)
                        .configHash())
                .isEqualTo(hash);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(RuntimeStatuses.read(refused.body(), RuntimeStatus.Refused.class))
                .isEqualTo(new RuntimeStatus.Refused("limits.uploadTimeout", "must be positive"));
        assertThat(unreadable.statusCode()).isEqualTo(422);
        assertThat(applied.config().host()).isEqualTo("b");
        assertThat(applied.hash()).isEqualTo(hash);
    }

    @Test
    void hasNoOtherPath() throws Exception {
        assertThat(asOperator("GET", "/v2/", "").statusCode()).isEqualTo(404);
        assertThat(asOperator("POST", "/admin/v1/config", "").statusCode()).isEqualTo(404);
    }

    @Test
    void letsNobodyElseIn() {
        List<List<TestAuthority.Issued>> strangers = List.of(
                List.of(),
                List.of(authority.issueNamed("spiffe://roadstead.dev/registry/a/b")),
                List.of(authority.issueNamed("spiffe://roadstead.dev/operator/x")),
                List.of(authority.issueServer()),
                List.of(new TestAuthority().issueNamed(AdminHandler.OPERATOR)));

        for (List<TestAuthority.Issued> stranger : strangers) {
            assertThatThrownBy(() -> send(stranger, "GET", "/admin/v1/status", ""))
                    .isInstanceOf(IOException.class);
        }
    }
}
