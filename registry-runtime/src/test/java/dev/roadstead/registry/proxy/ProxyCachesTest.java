package dev.roadstead.registry.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.metadata.FullMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyCachesTest {
    private static final byte[] LAYER = new byte[300_000];
    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    static {
        new Random(7).nextBytes(LAYER);
    }

    private TestUpstream upstream;
    private CacheUnderTest cache;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        upstream = new TestUpstream();
        cache = new CacheUnderTest(folder).of(CacheUnderTest.upstream(upstream));
    }

    @AfterEach
    void stop() throws IOException {
        cache.close();
        upstream.close();
    }

    private Digest image(String tag, byte[] layer) {
        Digest config = upstream.blob("library/app", CONFIG);
        Digest digest = upstream.blob("library/app", layer);
        return upstream.manifest(
                "library/app", tag, TestUpstream.manifest(config, CONFIG.length, digest, layer.length));
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("waited too long");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// An upstream that sends half a blob and waits.
    private Digest halfway(byte[] content, CountDownLatch proceed) {
        Digest digest = Digest.sha256(content);
        int half = content.length / 2;
        upstream.on(
                "/v2/library/app/blobs/" + digest,
                _ -> new Response(200, Headers.NONE, new Response.Streamed(OptionalLong.of(content.length), sink -> {
                    sink.write(ByteBuffer.wrap(content, 0, half));
                    waitFor(proceed);
                    sink.write(ByteBuffer.wrap(content, half, content.length - half));
                })));
        return digest;
    }

    @Test
    void servesTheUpstreamsBytesAndAsksForEachOfThemOnce() throws Exception {
        Digest manifest = image("1", LAYER);
        Digest layer = Digest.sha256(LAYER);

        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> byTag = cache.get("/v2/cache/library/app/manifests/1");
            assertThat(byTag.statusCode()).isEqualTo(200);
            assertThat(Digest.sha256(byTag.body())).isEqualTo(manifest);
            assertThat(byTag.headers().firstValue("Docker-Content-Digest")).contains(manifest.toString());
            assertThat(cache.get("/v2/cache/library/app/blobs/" + layer).body()).isEqualTo(LAYER);
            int round = i;
            await().untilAsserted(() -> assertThat(
                            cache.content().store().blobs().find(Repository.parse("cache/library/app"), layer))
                    .as("stored in round %s", round)
                    .isPresent());
        }

        assertThat(upstream.asked())
                .containsExactly("GET /v2/library/app/manifests/1", "GET /v2/library/app/blobs/" + layer);
        assertThat(cache.status().misses()).isEqualTo(2);
        assertThat(cache.status().hits()).isEqualTo(4);
        assertThat(cache.status().bytesFromUpstream()).isGreaterThan(LAYER.length);
        assertThat(cache.status().upstreamReachable()).isTrue();
    }

    @Test
    void servesRequestsThatNameAMirroredHost() throws Exception {
        Digest manifest = image("1", LAYER);

        assertThat(Digest.sha256(
                        cache.get("/v2/library/app/manifests/1?ns=docker.io").body()))
                .isEqualTo(manifest);
        assertThat(cache.get("/v2/library/app/manifests/" + manifest + "?ns=docker.io")
                        .statusCode())
                .isEqualTo(200);
        assertThat(cache.send("HEAD", "/v2/library/app/blobs/" + Digest.sha256(LAYER) + "?ns=docker.io")
                        .headers()
                        .firstValue("Content-Length"))
                .contains(String.valueOf(LAYER.length));
    }

    @Test
    void makesNoConnectionForAHostThatNoCacheMirrors() throws Exception {
        image("1", LAYER);

        for (String host : List.of("quay.io", "169.254.169.254", "localhost:6443", "http://evil/", "registry.test")) {
            assertThat(cache.get("/v2/library/app/manifests/1?ns=" + host).statusCode())
                    .isEqualTo(404);
        }
        assertThat(upstream.asked()).isEmpty();
    }

    @Test
    void asksAgainForATagOnlyAfterItsTimeToLive() throws Exception {
        image("1", LAYER);
        cache.get("/v2/cache/library/app/manifests/1");
        cache.pass(CacheUnderTest.TTL.plusSeconds(1));
        upstream.forget();

        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);

        assertThat(upstream.asked()).containsExactly("HEAD /v2/library/app/manifests/1");
    }

    @Test
    void followsATagThatMoved() throws Exception {
        image("1", LAYER);
        cache.get("/v2/cache/library/app/manifests/1");
        byte[] other = "another layer".getBytes(StandardCharsets.UTF_8);
        Digest moved = image("1", other);

        Digest before =
                Digest.sha256(cache.get("/v2/cache/library/app/manifests/1").body());
        cache.pass(CacheUnderTest.TTL.plusSeconds(1));
        Digest after =
                Digest.sha256(cache.get("/v2/cache/library/app/manifests/1").body());

        assertThat(before).isNotEqualTo(moved);
        assertThat(after).isEqualTo(moved);
    }

    @Test
    void servesAStaleTagWithAWarningWhileTheUpstreamFails() throws Exception {
        Digest manifest = image("1", LAYER);
        cache.get("/v2/cache/library/app/manifests/1");
        for (int status : List.of(429, 500, 503, 401)) {
            cache.pass(CacheUnderTest.TTL.plusSeconds(600));
            upstream.before(_ -> Response.of(status));

            HttpResponse<byte[]> response = cache.get("/v2/cache/library/app/manifests/1");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Digest.sha256(response.body())).isEqualTo(manifest);
            assertThat(response.headers().firstValue("Warning")).isPresent();
        }
        assertThat(cache.status().staleServed()).isEqualTo(4);
        upstream.before(_ -> {
            throw OciException.of(ErrorCode.MANIFEST_UNKNOWN);
        });
        cache.pass(Duration.ofHours(1));
        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(404);
    }

    @Test
    void servesAStaleTagWhileThereIsNoPlaceForTheNewOne() throws Exception {
        Digest before = image("1", LAYER);
        cache.get("/v2/cache/library/app/manifests/1");
        cache.pass(CacheUnderTest.TTL.plusSeconds(1));
        byte[] large = """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":1},"layers":[],
                "annotations":{"a":"%s"}}""".formatted(MediaTypes.OCI_MANIFEST, Digest.sha256(CONFIG), "b".repeat(100_000))
                .getBytes(StandardCharsets.UTF_8);
        Digest after = upstream.manifest("library/app", "1", large);

        try (FullMetadata _ = new FullMetadata(cache.content().metadata())) {
            HttpResponse<byte[]> stale = cache.get("/v2/cache/library/app/manifests/1");

            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(Digest.sha256(stale.body())).isEqualTo(before);
            assertThat(stale.headers().firstValue("Warning")).isPresent();
        }

        assertThat(Digest.sha256(cache.get("/v2/cache/library/app/manifests/1").body()))
                .isEqualTo(after);
    }

    @Test
    void servesATagWhenTheUpstreamIsGone() throws Exception {
        image("1", LAYER);
        cache.get("/v2/cache/library/app/manifests/1");
        cache.pass(CacheUnderTest.TTL.plusSeconds(1));
        upstream.close();

        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(cache.get("/v2/cache/library/app/manifests/2").statusCode()).isEqualTo(503);
        assertThat(cache.status().upstreamReachable()).isFalse();
        assertThat(cache.status().lastError()).contains("127.0.0.1 cannot be asked");
    }

    @Test
    void tellsARateLimitToAPullerButNeverToAMirrorsClient() throws Exception {
        upstream.before(_ -> Response.of(429).with("Retry-After", "30"));

        HttpResponse<byte[]> direct = cache.get("/v2/cache/library/app/manifests/1");
        HttpResponse<byte[]> asMirror = cache.get("/v2/library/app/manifests/1?ns=docker.io");

        assertThat(direct.statusCode()).isEqualTo(429);
        assertThat(direct.headers().firstValue("Retry-After")).contains("30");
        assertThat(asMirror.statusCode()).isEqualTo(503);
        assertThat(upstream.asked()).as("the second was not passed on").hasSize(1);
        cache.pass(Duration.ofSeconds(31));
        upstream.before(_ -> null);
        image("1", LAYER);
        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesToBePushedTo() throws Exception {
        for (String method : List.of("PUT", "POST", "PATCH")) {
            assertThat(cache.send(method, "/v2/cache/library/app/manifests/1").statusCode())
                    .isEqualTo(405);
        }
        assertThat(cache.send("POST", "/v2/cache/library/app/blobs/uploads/").statusCode())
                .isEqualTo(405);
        assertThat(cache.send("POST", "/v2/other/app/blobs/uploads/").statusCode())
                .isEqualTo(202);
    }

    @Test
    void streamsToTheClientWhileTheBlobIsStillComing() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        Digest digest = halfway(LAYER, proceed);

        HttpResponse<InputStream> response =
                cache.open("/v2/cache/library/app/blobs/" + digest).get(20, TimeUnit.SECONDS);
        try (InputStream body = response.body()) {
            byte[] first = body.readNBytes(100_000);
            assertThat(proceed.getCount()).isEqualTo(1);
            proceed.countDown();
            byte[] rest = body.readAllBytes();

            assertThat(first).isEqualTo(Arrays.copyOf(LAYER, 100_000));
            assertThat(rest.length).isEqualTo(LAYER.length - 100_000);
        }
    }

    @Test
    void fetchesOnceForManyClientsAndGoesOnWhenTheyLeave() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        Digest digest = halfway(LAYER, proceed);
        String target = "/v2/cache/library/app/blobs/" + digest;
        HttpResponse<InputStream> leaving = cache.open(target).get(20, TimeUnit.SECONDS);
        assertThat(leaving.body().read()).isGreaterThanOrEqualTo(0);
        List<CompletableFuture<HttpResponse<byte[]>>> staying = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            staying.add(cache.getLater(target));
        }
        HttpResponse<byte[]> range = cache.get(target, "Range", "bytes=100-199");
        leaving.body().close();
        proceed.countDown();

        for (CompletableFuture<HttpResponse<byte[]>> client : staying) {
            assertThat(Arrays.equals(client.get(20, TimeUnit.SECONDS).body(), LAYER))
                    .isTrue();
        }
        assertThat(range.statusCode()).isEqualTo(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(LAYER, 100, 200));
        assertThat(upstream.asked()).hasSize(1);
    }

    @Test
    void fillsTheStoreWhenTheOnlyClientLeft() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        Digest digest = halfway(LAYER, proceed);
        HttpResponse<InputStream> leaving =
                cache.open("/v2/cache/library/app/blobs/" + digest).get(20, TimeUnit.SECONDS);
        leaving.body().read();
        leaving.body().close();
        proceed.countDown();

        await().untilAsserted(() -> assertThat(
                        cache.content().store().blobs().find(Repository.parse("cache/library/app"), digest))
                .isPresent());
    }

    @Test
    void remembersForAMomentThatAManifestIsMissing() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode())
                    .isEqualTo(404);
        }
        assertThat(upstream.asked()).hasSize(1);

        image("1", LAYER);
        cache.pass(Duration.ofSeconds(6));
        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);
    }

    @Test
    void passesOnWhatTheUpstreamDoesNotHave() throws Exception {
        assertThat(cache.get("/v2/cache/library/app/manifests/none").statusCode())
                .isEqualTo(404);
        HttpResponse<byte[]> blob = cache.get("/v2/cache/library/app/blobs/" + Digest.sha256(CONFIG));
        assertThat(blob.statusCode()).isEqualTo(404);
        assertThat(new String(blob.body(), StandardCharsets.UTF_8)).contains("BLOB_UNKNOWN");
        assertThat(cache.send("HEAD", "/v2/cache/library/app/blobs/" + Digest.sha256(CONFIG))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void countsOnAndKnowsNothingOfAnotherUpstream() throws Exception {
        image("1", LAYER);
        assertThat(cache.get("/v2/cache/library/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(cache.status().upstreamReachable()).isTrue();
        assertThat(cache.status().misses()).isOne();

        try (TestUpstream other = new TestUpstream()) {
            cache.of(CacheUnderTest.upstream(other));

            assertThat(cache.status().upstreamReachable()).isNull();
            assertThat(cache.status().misses()).isOne();
        }
    }
}
