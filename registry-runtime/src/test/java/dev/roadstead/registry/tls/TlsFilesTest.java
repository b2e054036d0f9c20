package dev.roadstead.registry.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.HttpLimits;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Observer;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    private final TestAuthority authority = new TestAuthority();

    @TempDir
    Path folder;

    private static HttpServer serve(TlsFiles files, Response response) throws IOException {
        return HttpServer.start(new HttpServer.Setup(
                "test", ListenAddress.parse("127.0.0.1:0"), _ -> response, HttpLimits.DEFAULT, Observer.NONE, files));
    }

    private HttpResponse<byte[]> get(HttpServer server) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(TestTls.client(authority.certificate(), List.of()))
                .build()) {
            URI uri = URI.create("https://127.0.0.1:" + server.address().getPort() + "/");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private X509Certificate shownBy(HttpServer server) throws Exception {
        return (X509Certificate) get(server).sslSession().orElseThrow().getPeerCertificates()[0];
    }

    @Test
    void showsTheNewCertificateToNewConnectionsAndKeepsTheOldOneWhenThePairIsBroken() throws Exception {
        TestAuthority.Issued first = authority.issueServer();
        TestAuthority.Issued second = authority.issueServer();
        TlsFiles files = new TlsFiles(authority.write(folder, first), null);
        try (HttpServer server = serve(files, Response.text(200, "ok"))) {
            assertThat(shownBy(server)).isEqualTo(first.certificate());

            authority.write(folder, second);
            files.reloadIfChanged();
            assertThat(shownBy(server)).isEqualTo(second.certificate());

            Files.writeString(folder.resolve("tls.key"), first.keyPem());
            files.reloadIfChanged();
            assertThat(shownBy(server)).isEqualTo(second.certificate());

            Files.delete(folder.resolve("tls.crt"));
            files.reloadIfChanged();
            assertThat(shownBy(server)).isEqualTo(second.certificate());
        }
    }

    @Test
    void sendsLargeFilesOverTls() throws Exception {
        byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("blob"), content);
        TlsFiles files = new TlsFiles(authority.write(folder, authority.issueServer()), null);
        Response response = new Response(200, Headers.NONE, new Response.FileRange(file, 0, content.length));
        try (HttpServer server = serve(files, response)) {
            assertThat(Arrays.equals(get(server).body(), content)).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithTheFiles() throws Exception {
        assertThatThrownBy(() -> new TlsFiles(folder, null)).hasMessage("there is no " + folder.resolve("tls.crt"));

        authority.write(folder, authority.issueServer());
        Files.writeString(
                folder.resolve("tls.key"), "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----");
        assertThatThrownBy(() -> new TlsFiles(folder, null))
                .hasMessageContaining("tls.key holds no PKCS#8 key in PEM (openssl pkcs8");

        Files.writeString(folder.resolve("tls.key"), authority.issueServer().keyPem());
        assertThatThrownBy(() -> new TlsFiles(folder, null))
                .hasMessageContaining("tls.key is not the key of the certificate in tls.crt");

        Files.writeString(folder.resolve("tls.crt"), "nothing");
        assertThatThrownBy(() -> new TlsFiles(folder, null)).hasMessageContaining("tls.crt");
    }
}
