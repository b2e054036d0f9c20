package dev.roadstead.registry.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadstead.config.RegistryConfig.Credentials;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileUpstreamTest {
    private static final Credentials CREDENTIALS = new Credentials("robot", "hunter2");
    private static final String SECRET =
            Base64.getEncoder().encodeToString("robot:hunter2".getBytes(StandardCharsets.UTF_8));
    private static final byte[] CONTENT = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.sha256(CONTENT);
    private static final String BLOB = "/v2/app/blobs/" + DIGEST;

    private TestUpstream upstream;
    private TestUpstream other;
    private CacheUnderTest cache;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        upstream = new TestUpstream();
        other = new TestUpstream();
        cache = new CacheUnderTest(folder).of(CacheUnderTest.upstream(upstream, CREDENTIALS));
    }

    @AfterEach
    void stop() throws IOException {
        cache.close();
        upstream.close();
        other.close();
    }

    private HttpResponse<byte[]> pullBlob() throws Exception {
        return cache.get("/v2/cache/app/blobs/" + DIGEST);
    }

    private boolean isStored() throws IOException {
        return cache.content()
                .store()
                .blobs()
                .find(Repository.parse("cache/app"), DIGEST)
                .isPresent();
    }

    private static Response streamed(OptionalLong size, Response.Writer writer) {
        return new Response(200, Headers.NONE, new Response.Streamed(size, writer));
    }

    private static boolean knowsSecret(Request request) {
        return request.headers().all("Authorization").stream().anyMatch(value -> value.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/token",
                "http://169.254.169.254/token",
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "//evil/x",
                "",
                "http://127.0.0.2:1/token",
                "http://user@127.0.0.1/token"
            })
    void sendsNoCredentialsToAStrangersRealm(String realm) throws Exception {
        upstream.before(_ ->
                Response.of(401).with("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"s\",scope=\"a\""));

        assertThat(cache.get("/v2/cache/app/manifests/1").statusCode()).isEqualTo(503);

        assertThat(upstream.requests()).noneMatch(HostileUpstreamTest::knowsSecret);
        assertThat(cache.status().lastError()).contains("realm");
    }

    @Test
    void provesItselfAtItsOwnRealmAndKeepsTheToken() throws Exception {
        upstream.before(request -> {
            if (request.path().equals("/token")) {
                return knowsSecret(request) && request.parameter("scope").equals(Optional.of("repository:app:pull"))
                        ? Response.of(
                                200,
                                "application/json",
                                "{\"token\":\"t1\",\"expires_in\":300}".getBytes(StandardCharsets.UTF_8))
                        : Response.of(401);
            }
            return request.headers().first("Authorization").equals(Optional.of("Bearer t1"))
                    ? null
                    : Response.of(401)
                            .with("WWW-Authenticate", "Bearer realm=\"" + upstream.url() + "/token\",service=\"a b\"");
        });
        byte[] manifest = TestUpstream.manifest(DIGEST, CONTENT.length, DIGEST, CONTENT.length);
        upstream.manifest("app", "1", manifest);
        upstream.blob("app", CONTENT);

        assertThat(cache.get("/v2/cache/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(pullBlob().body()).isEqualTo(CONTENT);

        assertThat(upstream.asked())
                .containsExactly("GET /v2/app/manifests/1", "GET /token", "GET /v2/app/manifests/1", "GET " + BLOB);
        assertThat(cache.status().credentialsValid()).isTrue();
    }

    @Test
    void usesBasicWhereTheUpstreamAsksForIt() throws Exception {
        upstream.before(request ->
                knowsSecret(request) ? null : Response.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
        upstream.blob("app", CONTENT);

        assertThat(pullBlob().body()).isEqualTo(CONTENT);
    }

    @Test
    void saysThatCredentialsAreWrong() throws Exception {
        upstream.before(_ -> Response.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));

        assertThat(cache.get("/v2/cache/app/manifests/1").statusCode()).isEqualTo(404);

        assertThat(cache.status().credentialsValid()).isFalse();
        assertThat(upstream.asked()).as("no loop").hasSize(2);
    }

    @Test
    void dropsCredentialsWhenRedirectedToAnotherHost() throws Exception {
        upstream.before(request ->
                knowsSecret(request) ? null : Response.of(401).with("WWW-Authenticate", "Basic realm=\"x\""));
        upstream.on(BLOB, _ -> Response.of(307).with("Location", other.url() + "/storage?sig=1"));
        other.on("/storage", _ -> Response.of(200, "application/octet-stream", CONTENT));

        assertThat(pullBlob().body()).isEqualTo(CONTENT);

        assertThat(other.requests())
                .hasSize(1)
                .allMatch(request -> request.headers().first("Authorization").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest",
                "http://[fe80::1]/",
                "http://0.0.0.0:1/",
                "file:///etc/passwd",
                "gopher://x/",
                "http://a b/"
            })
    void followsNoRedirectToAForbiddenPlace(String location) throws Exception {
        upstream.on(BLOB, _ -> Response.of(307).with("Location", location));

        assertThat(pullBlob().statusCode()).isEqualTo(503);
        assertThat(isStored()).isFalse();
    }

    @Test
    void followsAtMostFiveRedirects() throws Exception {
        upstream.on(BLOB, _ -> Response.of(302).with("Location", BLOB));

        assertThat(pullBlob().statusCode()).isEqualTo(503);
        assertThat(upstream.asked()).hasSize(6);
    }

    @Test
    void asksNoLoopbackAddressUnlessTheDocumentAllowsIt() throws Exception {
        upstream.blob("app", CONTENT);
        cache.of(CacheUnderTest.upstream(upstream), false);

        assertThat(pullBlob().statusCode()).isEqualTo(503);

        assertThat(upstream.asked()).isEmpty();
        assertThat(cache.status().lastError()).contains("outbound.allowLoopback");
    }

    @Test
    void cutsTheClientAndStoresNothingWhenTheBlobIsWrong() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[50_000] = 'y';
        var client = new FirstByte();
        upstream.on(
                BLOB,
                _ -> streamed(OptionalLong.of(wrong.length), sink -> {
                    sink.write(ByteBuffer.wrap(wrong, 0, 50_000));
                    client.await();
                    sink.write(ByteBuffer.wrap(wrong, 50_000, 50_000));
                }));

        client.isCutAfterTheFirstByte();

        assertThat(isStored()).isFalse();
        assertThat(cache.content().store().usage().blobs()).isZero();
        await().untilAsserted(() -> assertThat(cache.status().lastError()).contains("not what its digest names"));
        upstream.blob("app", CONTENT);
        await().untilAsserted(() -> assertThat(pullBlob().body()).isEqualTo(CONTENT));
    }

    @Test
    void cutsTheClientAndStoresNothingWhenTheUpstreamBreaksOff() throws Exception {
        var client = new FirstByte();
        upstream.on(
                BLOB,
                _ -> streamed(OptionalLong.of(CONTENT.length), sink -> {
                    sink.write(ByteBuffer.wrap(CONTENT, 0, 50_000));
                    client.await();
                    throw new IOException("gone");
                }));

        client.isCutAfterTheFirstByte();

        assertThat(isStored()).isFalse();
    }

    /// A client that follows a fill: the upstream goes on when it has the first byte.
    private final class FirstByte {
        private final CountDownLatch seen = new CountDownLatch(1);

        void await() throws IOException {
            try {
                seen.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        void isCutAfterTheFirstByte() throws Exception {
            try (InputStream body =
                    cache.open("/v2/cache/app/blobs/" + DIGEST).get().body()) {
                assertThat(body.read()).isEqualTo('x');
                seen.countDown();
                assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void saysSoWhenTheUpstreamBreaksOffBeforeTheFirstByte() throws Exception {
        upstream.on(
                BLOB,
                _ -> streamed(OptionalLong.of(CONTENT.length), _ -> {
                    throw new IOException("gone");
                }));

        assertThat(pullBlob().statusCode()).isEqualTo(503);

        assertThat(isStored()).isFalse();
    }

    @Test
    void givesUpAnUpstreamThatFallsSilentInTheMiddleOfABlob() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        upstream.on(
                BLOB,
                _ -> streamed(OptionalLong.of(CONTENT.length), sink -> {
                    sink.write(ByteBuffer.wrap(CONTENT, 0, 50_000));
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }));

        assertThatThrownBy(this::pullBlob).isInstanceOf(IOException.class);

        assertThat(isStored()).isFalse();
        never.countDown();
    }

    @Test
    void givesUpAnUpstreamThatDoesNotAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        upstream.before(_ -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return null;
        });

        assertThat(cache.get("/v2/cache/app/manifests/1").statusCode()).isEqualTo(503);
        never.countDown();
    }

    @Test
    void takesNoManifestThatIsTooLargeWrongOrNone() throws Exception {
        byte[] manifest = TestUpstream.manifest(DIGEST, 1, DIGEST, 1);
        Digest digest = Digest.sha256(manifest);
        upstream.on(
                "/v2/app/manifests/html",
                _ -> Response.of(200, "text/html", "<html>log in</html>".getBytes(StandardCharsets.UTF_8)));
        upstream.on(
                "/v2/app/manifests/endless",
                _ -> new Response(
                        200,
                        Headers.of("Content-Type", MediaTypes.OCI_MANIFEST),
                        new Response.Streamed(OptionalLong.empty(), sink -> {
                            for (int i = 0; i < 10_000; i++) {
                                sink.write(ByteBuffer.allocate(64 << 10));
                            }
                        })));
        upstream.on(
                "/v2/app/manifests/other",
                _ -> Response.of(200, MediaTypes.OCI_MANIFEST, manifest)
                        .with("Docker-Content-Digest", DIGEST.toString()));
        upstream.on("/v2/app/manifests/" + DIGEST, _ -> Response.of(200, MediaTypes.OCI_MANIFEST, manifest));

        for (String reference : List.of("html", "endless", "other", DIGEST.toString())) {
            assertThat(cache.get("/v2/cache/app/manifests/" + reference).statusCode())
                    .as(reference)
                    .isEqualTo(503);
        }
        assertThat(cache.content()
                        .store()
                        .manifests()
                        .find(Repository.parse("cache/app"), new Reference.ByDigest(digest)))
                .isEmpty();
    }

    @Test
    void takesNoBlobAboveTheLimit() throws Exception {
        upstream.on(BLOB, _ -> streamed(OptionalLong.of(65L << 20), sink -> sink.write(ByteBuffer.allocate(1))));

        assertThat(pullBlob().statusCode()).isEqualTo(404);
    }
}
