package dev.roadstead.registry;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.registry.access.AccessControl;
import dev.roadstead.registry.admin.AdminHandler;
import dev.roadstead.registry.api.RegistryApi;
import dev.roadstead.registry.api.StorageRefusals;
import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.gc.GcSchedule;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.HttpLimits;
import dev.roadstead.registry.http.HttpServer;
import dev.roadstead.registry.http.ListenAddress;
import dev.roadstead.registry.http.Observer;
import dev.roadstead.registry.outbound.OutboundClient.Deadlines;
import dev.roadstead.registry.proxy.ProxyCaches;
import dev.roadstead.registry.settings.AppliedConfig;
import dev.roadstead.registry.settings.ConfigFile;
import dev.roadstead.registry.settings.CurrentLimits;
import dev.roadstead.registry.settings.StandaloneConfig;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.LostMetadataException;
import dev.roadstead.registry.telemetry.Metrics;
import dev.roadstead.registry.telemetry.ProbeHandler;
import dev.roadstead.registry.telemetry.Readiness;
import dev.roadstead.registry.telemetry.TelemetryHandler;
import dev.roadstead.registry.tls.ServerTls;
import dev.roadstead.registry.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running registry: every part is built here, from the data folder up to the ports.
final class RegistryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final Duration CERTIFICATE_POLL = Duration.ofSeconds(1);
    private static final Duration CLOCK_POLL = Duration.ofMinutes(1);
    private static final Duration CONFIG_POLL = Duration.ofSeconds(2);
    private static final Duration STORAGE_POLL = Duration.ofSeconds(1);
    private static final HttpLimits LIMITS =
            HttpLimits.DEFAULT.withMaxConnections(OpenFiles.connections(HttpLimits.DEFAULT.maxConnections()));

    private final ServeOptions options;
    private final Instant startedAt = Instant.now();
    private final Background background = new Background();
    private final LocalContent local;
    private final ProxyCaches proxies;
    private final AppliedConfig applied;
    private final Readiness readiness;
    private final Metrics metrics;
    private final GcSchedule collector;
    private final @Nullable TlsFiles certificate;
    private final HttpServer registry;
    private final List<HttpServer> sidePorts = new ArrayList<>();

    private RegistryServer(ServeOptions options, LocalContent local, CurrentLimits limits) throws IOException {
        this.options = options;
        this.local = local;
        ConfigFile file = configFile(options);
        RegistryConfig config = firstConfig(options, file);
        this.proxies = new ProxyCaches(
                local.content(),
                new RegistryApi(local.content(), limits),
                limits,
                Deadlines.DEFAULT,
                Clock.systemUTC());
        AccessControl access = new AccessControl(new StorageRefusals(proxies));
        GcCounters counters = new GcCounters();
        this.collector = local.schedule(counters);
        this.applied = new AppliedConfig(
                config, List.of(limits, proxies, access, document -> () -> collector.follow(document.gc())));
        this.readiness = new Readiness(local.content());
        this.metrics = new Metrics(local.content(), proxies::statuses, counters);
        metrics.add(local.health());
        background.every(STORAGE_POLL, local.health()::recheck);
        this.certificate = certificate(options.tlsDirectory());
        ProbeHandler probes = new ProbeHandler(readiness);
        this.registry = port("registry", options.listen(), new RegistryPort(access, probes), certificate, metrics);
        try {
            startSidePorts(probes);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        background.every(CLOCK_POLL, local.steadyClock()::tick);
        if (options.adminListen() == null && file != null) {
            background.every(CONFIG_POLL, () -> file.applyIfChanged(applied));
        }
    }

    /// Throws [StartException] with one sentence.
    static RegistryServer start(ServeOptions options) {
        CurrentLimits limits = new CurrentLimits();
        try {
            LocalContent local = LocalContent.open(options.data(), limits);
            try {
                return new RegistryServer(options, local, limits);
            } catch (IOException | RuntimeException e) {
                local.close();
                throw e;
            }
        } catch (LostMetadataException e) {
            throw e;
        } catch (DataDirectoryException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        } catch (InvalidConfigException e) {
            throw new StartException("config " + options.config() + " is refused: "
                    + (e.field().isEmpty() ? "" : e.field() + " ") + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new StartException("there is no file " + e.getFile());
        } catch (IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private void startSidePorts(ProbeHandler probes) throws IOException {
        ListenAddress telemetry = options.telemetryListen();
        if (telemetry != null) {
            sidePorts.add(port("telemetry", telemetry, new TelemetryHandler(probes, metrics), null, Observer.NONE));
        }
        ListenAddress admin = options.adminListen();
        Path adminTls = options.adminTlsDirectory();
        if (admin != null && adminTls != null) {
            TlsFiles identity = watched(new TlsFiles(adminTls, AdminHandler.OPERATOR));
            sidePorts.add(port("admin", admin, new AdminHandler(applied, this::status), identity, Observer.NONE));
        }
    }

    private static HttpServer port(
            String name, ListenAddress address, Handler handler, @Nullable Supplier<ServerTls> tls, Observer observer)
            throws IOException {
        return HttpServer.start(new HttpServer.Setup(name, address, handler, LIMITS, observer, tls));
    }

    private static @Nullable ConfigFile configFile(ServeOptions options) throws IOException {
        Path file = options.config();
        return file == null ? null : new ConfigFile(file);
    }

    private static RegistryConfig firstConfig(ServeOptions options, @Nullable ConfigFile file) throws IOException {
        return file == null ? StandaloneConfig.of(options.listen().toString(), options.gc()) : file.read();
    }

    private @Nullable TlsFiles certificate(@Nullable Path folder) throws IOException {
        return folder == null ? null : watched(new TlsFiles(folder, null));
    }

    private TlsFiles watched(TlsFiles files) {
        background.every(CERTIFICATE_POLL, files::reloadIfChanged);
        return files;
    }

    String url() {
        return (certificate == null ? "http://" : "https://")
                + new ListenAddress(
                        registry.address().getAddress().getHostAddress(),
                        registry.address().getPort());
    }

    /// Ports of the servers beside the registry, in the order telemetry, admin.
    List<Integer> sidePorts() {
        return sidePorts.stream().map(server -> server.address().getPort()).toList();
    }

    private RuntimeStatus status() {
        List<String> reasons = readiness.notReadyReasons();
        var usage = local.content().usage();
        return new RuntimeStatus(
                Version.current(),
                startedAt,
                applied.hash(),
                reasons.isEmpty(),
                reasons,
                new RuntimeStatus.Usage(usage.blobBytes(), usage.blobs(), usage.repositories(), usage.tags()),
                certificate == null ? null : certificate.get().notAfter(),
                proxies.statuses(),
                collector.status());
    }

    /// Lets running requests end. Probes and metrics answer until the last one has.
    void drain() throws InterruptedException {
        readiness.startDraining();
        LOG.atInfo().addKeyValue("timeout", options.drainTimeout()).log("shutting down");
        if (!registry.drain(options.drainTimeout())) {
            LOG.atWarn().log("cut requests that took longer than the drain timeout");
        }
    }

    @Override
    public void close() throws IOException {
        registry.close();
        sidePorts.forEach(HttpServer::close);
        background.close();
        proxies.close();
        collector.close();
        local.close();
    }
}
