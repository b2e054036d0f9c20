package dev.roadstead.sandbox.server;

import dev.roadstead.sandbox.api.Api;
import dev.roadstead.sandbox.api.ApiParts;
import dev.roadstead.sandbox.api.Authenticator;
import dev.roadstead.sandbox.api.Faults;
import dev.roadstead.sandbox.api.PodLogs;
import dev.roadstead.sandbox.api.Principal;
import dev.roadstead.sandbox.gc.Collector;
import dev.roadstead.sandbox.http.TlsListener;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.WriteLog;
import dev.roadstead.sandbox.tls.Pki;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One API server in this process: reachable over TLS on a loopback port, and directly by `api()`.
public final class SandboxApiServer implements AutoCloseable {

    private final ObjectStore store;
    private final Pki pki;
    private final Api api;
    private final Authenticator authenticator;
    private final Collector collector;
    private final TlsListener listener;
    private final WriteLog writeLog = new WriteLog();
    private final Faults faults = new Faults();

    private SandboxApiServer(Options options) throws IOException {
        Path directory = options.directory();
        Clock clock = Clock.systemUTC();
        this.store = directory == null
                ? ObjectStore.inMemory(options.historyLimit())
                : ObjectStore.in(directory, options.historyLimit());
        this.pki = directory == null ? Pki.inMemory() : Pki.in(directory.resolve("pki"));
        this.authenticator = new Authenticator(pki.adminToken(), pki.tokenSigner(), store, clock);
        Kinds kinds = new Kinds();
        ApiParts parts = new ApiParts(new ApiParts.Foundations(
                store,
                kinds,
                writeLog,
                faults,
                authenticator,
                options.logs(),
                pki.caPem(),
                options.bookmarkEvery(),
                clock));
        this.api = parts.api();
        this.collector = new Collector(store, kinds, parts.lifecycle());
        this.listener = new TlsListener(api, pki.serverContext(), options.port());
    }

    /// `directory` null keeps everything in memory; port 0 takes a free one.
    public record Options(@Nullable Path directory, int port, int historyLimit, Duration bookmarkEvery, PodLogs logs) {

        public static Options inMemory() {
            return new Options(null, 0, 10_000, Duration.ofSeconds(10), PodLogs.NONE);
        }

        public static Options in(Path directory) {
            return new Options(directory, 0, 10_000, Duration.ofSeconds(10), PodLogs.NONE);
        }

        public Options withPort(int port) {
            return new Options(directory, port, historyLimit, bookmarkEvery, logs);
        }

        public Options withHistoryLimit(int limit) {
            return new Options(directory, port, limit, bookmarkEvery, logs);
        }

        public Options withBookmarkEvery(Duration every) {
            return new Options(directory, port, historyLimit, every, logs);
        }

        public Options withLogs(PodLogs logs) {
            return new Options(directory, port, historyLimit, bookmarkEvery, logs);
        }
    }

    public static SandboxApiServer start(Options options) throws IOException {
        SandboxApiServer server = new SandboxApiServer(options);
        server.collector.start();
        server.listener.start();
        return server;
    }

    public URI address() {
        return URI.create("https://127.0.0.1:" + port());
    }

    public int port() {
        return listener.address().getPort();
    }

    /// The certificate that clients must trust.
    public String caPem() {
        return pki.caPem();
    }

    public String adminToken() {
        return pki.adminToken();
    }

    /// A token for a component; it lives as long as this server.
    public String tokenFor(Principal principal) {
        return authenticator.tokenFor(principal);
    }

    /// A kubeconfig for the administrator.
    public String kubeconfig() {
        return Kubeconfig.text(address(), caPem(), adminToken());
    }

    /// Requests without HTTP, for what runs in this process.
    public Api api() {
        return api;
    }

    public WriteLog writeLog() {
        return writeLog;
    }

    public Faults faults() {
        return faults;
    }

    /// Forgets past revisions: watches and lists that ask for one get 410.
    public void compactHistory() {
        store.compactHistory();
    }

    @Override
    public void close() {
        collector.close();
        store.close();
        listener.close();
    }
}
