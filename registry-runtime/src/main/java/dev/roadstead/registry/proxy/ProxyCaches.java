package dev.roadstead.registry.proxy;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.Outbound;
import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.config.RegistryConfig.Upstream;
import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.api.ApiRoute;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.outbound.OutboundClient;
import dev.roadstead.registry.outbound.OutboundClient.Deadlines;
import dev.roadstead.registry.outbound.UpstreamRegistry;
import dev.roadstead.registry.settings.AppliedConfig;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stands before the API: requests that concern a cached upstream go to its cache, all others pass.
public final class ProxyCaches implements Handler, AppliedConfig.Part, AutoCloseable {
    private final ContentStore content;
    private final Handler api;
    private final Supplier<Limits> limits;
    private final Deadlines deadlines;
    private final Clock clock;
    private volatile Applied applied = new Applied("", new Outbound(false), List.of());

    private record Applied(String host, Outbound outbound, List<CacheHandler> caches) {}

    public ProxyCaches(ContentStore content, Handler api, Supplier<Limits> limits, Deadlines deadlines, Clock clock) {
        this.content = content;
        this.api = api;
        this.limits = limits;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// A cache whose settings stay the same keeps its state; one that changed keeps its counters, and what it knows of
    /// its upstream if that is the same.
    @Override
    public Runnable prepare(RegistryConfig config) {
        Applied before = applied;
        List<CacheHandler> caches = new ArrayList<>();
        try {
            for (int i = 0; i < config.proxyCaches().size(); i++) {
                caches.add(keepOrOpen(before, config, i));
            }
        } catch (InvalidConfigException e) {
            caches.stream().filter(cache -> !before.caches.contains(cache)).forEach(CacheHandler::close);
            throw e;
        }
        Applied next = new Applied(config.host(), config.outbound(), List.copyOf(caches));
        return () -> {
            applied = next;
            before.caches.stream().filter(cache -> !caches.contains(cache)).forEach(CacheHandler::close);
        };
    }

    private CacheHandler keepOrOpen(Applied before, RegistryConfig config, int index) {
        ProxyCache settings = config.proxyCaches().get(index);
        Optional<CacheHandler> old = before.caches.stream()
                .filter(cache -> cache.settings().name().equals(settings.name()))
                .findFirst();
        boolean same = old.isPresent()
                && old.get().settings().equals(settings)
                && config.outbound().equals(before.outbound);
        if (same) {
            return old.get();
        }
        CacheCounters counters = old.map(cache -> goOn(cache, settings)).orElseGet(CacheCounters::new);
        return open(settings, config.outbound(), "proxyCaches[" + index + "]", counters);
    }

    private static CacheCounters goOn(CacheHandler old, ProxyCache settings) {
        return old.settings().upstream().equals(settings.upstream())
                ? old.counters()
                : old.counters().forAnotherUpstream();
    }

    private CacheHandler open(ProxyCache settings, Outbound outbound, String field, CacheCounters counters) {
        Upstream target = settings.upstream();
        OutboundClient client;
        try {
            client = new OutboundClient(outbound.allowLoopback(), target.caPem(), deadlines);
        } catch (GeneralSecurityException e) {
            throw new InvalidConfigException(field + ".upstream.caPem", String.valueOf(e.getMessage()));
        }
        CachedUpstream upstream = new CachedUpstream(
                new UpstreamRegistry(client, target, clock), target.credentials() != null, counters, clock);
        return new CacheHandler(settings, upstream, content, limits, clock, api);
    }

    public List<ProxyCacheStatus> statuses() {
        return applied.caches.stream().map(CacheHandler::status).toList();
    }

    @Override
    public Response handle(Request request) throws IOException {
        Optional<CacheRequest> cached = cached(request);
        if (cached.isEmpty()) {
            return api.handle(request);
        }
        if (cached.get().asMirror() && !reads(request)) {
            return ErrorResponses.of(OciException.of(ErrorCode.UNSUPPORTED, "a mirror is only read from"))
                    .with("Allow", "GET, HEAD");
        }
        return cached.get().cache().handle(cached.get());
    }

    @Override
    public @Nullable Response answerAtOnce(Request request) {
        if (!reads(request)) {
            return null;
        }
        Optional<CacheRequest> cached = cached(request);
        return cached.isEmpty()
                ? api.answerAtOnce(request)
                : cached.get().cache().answerAtOnce(cached.get());
    }

    private static boolean reads(Request request) {
        return request.method().equals("GET") || request.isHead();
    }

    private Optional<CacheRequest> cached(Request request) {
        Applied now = applied;
        if (now.caches.isEmpty() || !(ApiRoute.parse(request.path()) instanceof ApiRoute.InRepository route)) {
            return Optional.empty();
        }
        Optional<CacheHandler> mirrored = mirrored(now, request);
        if (mirrored.isPresent()) {
            return Optional.of(asMirror(mirrored.get(), route, request));
        }
        for (CacheHandler cache : now.caches) {
            String prefix = cache.settings().repositoryPrefix() + "/";
            String name = route.repository().name();
            if (name.startsWith(prefix)) {
                CachedName cached =
                        new CachedName(route.repository(), Repository.parse(name.substring(prefix.length())));
                return Optional.of(new CacheRequest(cache, route, cached, request, false));
            }
        }
        return Optional.empty();
    }

    /// containerd names the registry that it really wants in `?ns=` when it asks a mirror.
    private static Optional<CacheHandler> mirrored(Applied now, Request request) {
        return request.parameter("ns")
                .filter(host -> !host.equals(now.host))
                .flatMap(host -> now.caches.stream()
                        .filter(cache -> cache.settings().mirrorOf().contains(host))
                        .findFirst());
    }

    private static CacheRequest asMirror(CacheHandler cache, ApiRoute.InRepository route, Request request) {
        Repository upstream = route.repository();
        String prefix = cache.settings().repositoryPrefix();
        Repository local = Repository.parse(prefix + "/" + upstream);
        String path = "/v2/" + local + "/" + route.rest();
        Request here = new Request(
                request.method(),
                path,
                request.query(),
                request.headers(),
                request.body(),
                request.peer(),
                request.memory());
        return new CacheRequest(cache, ApiRoute.parse(path), new CachedName(local, upstream), here, true);
    }

    @Override
    public void close() {
        applied.caches.forEach(CacheHandler::close);
    }
}
