package dev.roadstead.registry.telemetry;

import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.http.Observer;
import dev.roadstead.registry.metadata.MetadataException;
import dev.roadstead.registry.metadata.Usage;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StorageHealth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that is measured. Labels are few: a method, a kind of path, a status, the name of a proxy cache.
public final class Metrics implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "unreadable");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Counter received;
    private final Counter sent;
    private final ContentStore content;
    private final Supplier<List<ProxyCacheStatus>> proxyCaches;
    private final List<ProxyGauge> proxyGauges;
    private volatile Usage usage = new Usage(0, 0, 0, 0);

    /// By the labels of their requests: to look one up in the registry costs more than to answer some requests.
    private final Map<Kind, Timer> requests = new ConcurrentHashMap<>();

    private record Kind(String method, RouteLabel route, int status) {}

    private record ProxyGauge(MultiGauge gauge, ToLongFunction<ProxyCacheStatus> value) {}

    public Metrics(ContentStore content, Supplier<List<ProxyCacheStatus>> proxyCaches, GcCounters gc) {
        this.content = content;
        this.proxyCaches = proxyCaches;
        this.received = counter("roadstead_registry_received_bytes", "Bytes of request bodies");
        this.sent = counter("roadstead_registry_sent_bytes", "Bytes of response bodies");
        gauge("roadstead_registry_in_flight_requests", "Requests being answered", () -> inFlight.get());
        gauge("roadstead_registry_stored_bytes", "Bytes of all blobs", () -> usage.blobBytes());
        gauge("roadstead_registry_blobs", "Blobs", () -> usage.blobs());
        gauge("roadstead_registry_repositories", "Repositories that hold a manifest", () -> usage.repositories());
        gauge("roadstead_registry_tags", "Tags", () -> usage.tags());
        this.proxyGauges = List.of(
                proxy("hits", ProxyCacheStatus::hits),
                proxy("misses", ProxyCacheStatus::misses),
                proxy("stale_served", ProxyCacheStatus::staleServed),
                proxy("upstream_bytes", ProxyCacheStatus::bytesFromUpstream),
                proxy("served_bytes", ProxyCacheStatus::bytesServed));
        GcMetrics.register(registry, gc);
        new JvmMemoryMetrics().bindTo(registry);
    }

    /// Adds what writes to the storage met.
    public void add(StorageHealth health) {
        gauge(
                "roadstead_registry_storage_writable",
                "1 where nothing is known that stands in the way of a push, else 0",
                () -> health.fault().isEmpty() ? 1 : 0);
        for (StorageFault fault : StorageFault.values()) {
            FunctionCounter.builder("roadstead_registry_storage_failures", health, each -> each.failures(fault))
                    .description("Writes that failed for it")
                    .tag("fault", fault.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private ProxyGauge proxy(String name, ToLongFunction<ProxyCacheStatus> value) {
        MultiGauge gauge = MultiGauge.builder("roadstead_registry_proxy_" + name)
                .description("Of each proxy cache since the start of this process")
                .register(registry);
        return new ProxyGauge(gauge, value);
    }

    @Override
    public void started() {
        inFlight.incrementAndGet();
    }

    @Override
    public void finished(Exchange exchange) {
        inFlight.decrementAndGet();
        received.increment((double) exchange.received());
        sent.increment((double) exchange.sent());
        String method = METHODS.contains(exchange.method()) ? exchange.method() : "other";
        requests.computeIfAbsent(new Kind(method, RouteLabel.of(exchange.path()), exchange.status()), this::timer)
                .record(exchange.duration());
    }

    private Timer timer(Kind kind) {
        return Timer.builder("roadstead_registry_requests")
                .description("Answered requests")
                .tags("method", kind.method, "route", kind.route.name().toLowerCase(Locale.ROOT))
                .tags("status", String.valueOf(kind.status))
                .serviceLevelObjectives(
                        Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofSeconds(5))
                .register(registry);
    }

    /// The text that Prometheus reads.
    String scrape() {
        try {
            usage = content.usage();
        } catch (UncheckedIOException | MetadataException e) {
            LOG.atWarn().addKeyValue("reason", e.toString()).log("usage cannot be counted: metrics tell the last one");
        }
        List<ProxyCacheStatus> caches = proxyCaches.get();
        for (ProxyGauge gauge : proxyGauges) {
            gauge.gauge.register(
                    caches.stream()
                            .map(cache ->
                                    MultiGauge.Row.of(Tags.of("cache", cache.name()), gauge.value.applyAsLong(cache)))
                            .toList(),
                    true);
        }
        return registry.scrape();
    }
}
