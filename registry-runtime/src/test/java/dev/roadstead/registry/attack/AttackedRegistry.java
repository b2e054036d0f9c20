package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.Outbound;
import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.config.RegistryConfig.Upstream;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.registry.access.AccessControl;
import dev.roadstead.registry.api.RegistryApi;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.http.HttpLimits;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Observer;
import dev.roadstead.registry.outbound.OutboundClient.Deadlines;
import dev.roadstead.registry.proxy.ProxyCaches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A whole registry on a loopback port: server, access control, proxy caches, API, files.
final class AttackedRegistry implements AutoCloseable {
    static final long MAX_MANIFEST_SIZE_IN_BYTES = 4L << 20;
    static final long MAX_BLOB_SIZE_IN_BYTES = 128L << 20;
    static final HttpLimits PATIENT = new HttpLimits(
            8 << 10, 16 << 10, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), 500);
    /// As little time as a test can wait for, and as much as an ordinary client needs on a busy machine.
    static final HttpLimits QUICK = new HttpLimits(
            8 << 10, 16 << 10, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(30), 500);

    static final Access OPEN = new Access(true, true, List.of());

    private final TestContent content;
    private final HttpServer server;
    private final ProxyCaches proxies;
    private final ServerSocketChannel upstream;
    private final Queue<Observer.Exchange> failures = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    AttackedRegistry(Path folder, HttpLimits limits, Access access) throws IOException {
        content = TestContent.withFiles(folder);
        upstream = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        upstream.configureBlocking(false);
        Limits sizes = new Limits(MAX_MANIFEST_SIZE_IN_BYTES, MAX_BLOB_SIZE_IN_BYTES, Duration.ofHours(1), false);
        proxies = new ProxyCaches(
                content.store(),
                new RegistryApi(content.store(), () -> sizes),
                () -> sizes,
                Deadlines.DEFAULT,
                Clock.systemUTC());
        AccessControl control = new AccessControl(proxies);
        RegistryConfig config =
                new RegistryConfig(1, "registry.test", access, sizes, new Outbound(true), List.of(hub(upstream)), null);
        proxies.prepare(config).run();
        control.prepare(config).run();
        server = HttpServer.start(new HttpServer.Setup(
                "attacked", ListenAddress.parse("127.0.0.1:0"), control, limits, new Failures(), null));
        content.push("good/app", Seed.HELLO);
        content.push("good/app", Seed.CONFIG);
        content.push("other/private", Seed.SECRET);
    }

    private static int port(ServerSocketChannel listening) throws IOException {
        return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    private static ProxyCache hub(ServerSocketChannel upstream) throws IOException {
        Upstream target = new Upstream("http://127.0.0.1:" + port(upstream), null, null, List.of());
        return new ProxyCache("hub", target, "hub", List.of("docker.io"), Duration.ofMinutes(1), true);
    }

    private final class Failures implements Observer {
        @Override
        public void finished(Exchange exchange) {
            ended.add(exchange.path());
            if (exchange.status() >= 500 && exchange.status() != 505) {
                failures.add(exchange);
            }
        }
    }

    /// Stores the image `good/app:v1` by the API, which its rules must allow.
    AttackedRegistry withImage() throws Exception {
        assertThat(put("good/app", "v1", Seed.IMAGE).status()).isEqualTo(201);
        return this;
    }

    InetSocketAddress address() {
        return server.address();
    }

    Wire connect() throws IOException {
        return new Wire(address());
    }

    /// Sends bytes on a connection of their own.
    Answer send(String raw) throws IOException {
        try (Wire wire = connect()) {
            return wire.send(raw).answer(!raw.startsWith("HEAD "));
        }
    }

    /// Sends a well-formed request.
    ///
    /// @param fields each ended by CRLF
    Answer send(String method, String target, String fields, String body) throws IOException {
        return send("%s %s HTTP/1.1\r\nHost: registry.test\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(method, target, body.getBytes(StandardCharsets.ISO_8859_1).length, fields, body));
    }

    Answer get(String target) throws IOException {
        return send("GET", target, "", "");
    }

    Answer put(String repository, String reference, String manifest) throws IOException {
        String target = "/v2/" + repository + "/manifests/" + reference;
        return send("PUT", target, "Content-Type: " + type(manifest) + "\r\n", manifest);
    }

    private static String type(String manifest) {
        return manifest.contains(MediaTypes.OCI_INDEX) ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
    }

    /// Stores a blob in one request.
    Answer push(String repository, String digest, String text) throws IOException {
        return send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, "", text);
    }

    /// Starts an upload and gives its location.
    String upload(String repository) throws IOException {
        return send("POST", "/v2/" + repository + "/blobs/uploads/", "", "").header("Location");
    }

    TestContent content() {
        return content;
    }

    /// Where a mirror of `docker.io` would be asked; nobody answers there.
    int upstreamPort() throws IOException {
        return port(upstream);
    }

    boolean upstreamWasAsked() throws IOException {
        try (SocketChannel connection = upstream.accept()) {
            return connection != null;
        }
    }

    /// Waits until the server has done with a request whose path ends so.
    void awaitEnd(String path) throws InterruptedException {
        String last = "";
        while (!last.endsWith(path)) {
            last = ended.poll(10, TimeUnit.SECONDS);
            assertThat(last).as("no request for " + path + " ended").isNotNull();
        }
    }

    /// An ordinary client is served, on a new connection, and nothing failed inside.
    void serves() throws Exception {
        Answer answer = send("GET " + Seed.APP + "manifests/v1 HTTP/1.1\r\nHost: registry.test\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(Seed.IMAGE);
        assertThat(failures).isEmpty();
    }

    @Override
    public void close() throws IOException {
        server.close();
        proxies.close();
        upstream.close();
        content.close();
    }
}
