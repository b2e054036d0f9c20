package dev.roadstead.registry.proxy;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Credentials;
import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.Outbound;
import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.config.RegistryConfig.Upstream;
import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import dev.roadstead.registry.api.RegistryApi;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.outbound.OutboundClient.Deadlines;
import dev.roadstead.registry.settings.StandaloneConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A registry with one cache `cache/…` of an upstream, and a client of it.
final class CacheUnderTest implements AutoCloseable {
    static final Duration TTL = Duration.ofMinutes(5);
    private static final Limits LIMITS = new Limits(1 << 20, 64 << 20, Duration.ofHours(1), false);

    private final TestContent content;
    private final ProxyCaches caches;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Instant now = Instant.now();

    CacheUnderTest(Path folder) throws IOException {
        content = TestContent.withFiles(folder);
        InstantSource clock = () -> now;
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
        RegistryApi api = new RegistryApi(content.store(), () -> LIMITS);
        caches = new ProxyCaches(content.store(), api, () -> LIMITS, deadlines, clock.withZone(ZoneOffset.UTC));
        server = HttpServer.start(HttpServer.Setup.plain("cache", ListenAddress.parse("127.0.0.1:0"), caches));
    }

    static Upstream upstream(TestUpstream upstream) {
        return new Upstream(upstream.url(), null, null, List.of());
    }

    static Upstream upstream(TestUpstream upstream, Credentials credentials, String... realmHosts) {
        return new Upstream(upstream.url(), credentials, null, List.of(realmHosts));
    }

    CacheUnderTest of(Upstream upstream) {
        return of(upstream, true);
    }

    CacheUnderTest of(Upstream upstream, boolean allowLoopback) {
        RegistryConfig base = StandaloneConfig.of("registry.test", null);
        ProxyCache cache = new ProxyCache("one", upstream, "cache", List.of("docker.io"), TTL, true);
        caches.prepare(new RegistryConfig(
                        1, base.host(), base.access(), LIMITS, new Outbound(allowLoopback), List.of(cache), null))
                .run();
        return this;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    TestContent content() {
        return content;
    }

    ProxyCacheStatus status() {
        return caches.statuses().getFirst();
    }

    private HttpRequest request(String method, String target, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.build();
    }

    HttpResponse<byte[]> send(String method, String target, String... headers) throws Exception {
        return client.send(request(method, target, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String target, String... headers) throws Exception {
        return send("GET", target, headers);
    }

    CompletableFuture<HttpResponse<byte[]>> getLater(String target) {
        return client.sendAsync(request("GET", target), HttpResponse.BodyHandlers.ofByteArray());
    }

    CompletableFuture<HttpResponse<java.io.InputStream>> open(String target) {
        return client.sendAsync(request("GET", target), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        server.close();
        caches.close();
        content.close();
    }
}
