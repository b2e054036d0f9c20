package dev.roadstead.node.hosts;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlan.Fallback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all plans of a node mean together. A host belongs to the first NodeMirror that names it; what cannot be written
/// is left out, item by item.
///
/// @param hosts by folder name
/// @param rejected sentences by NodeMirror
/// @param claimed hosts that belong to another NodeMirror, by NodeMirror
/// @param unusable folders that a NodeMirror asks for without one good endpoint or CA: what stands there stays
public record DesiredHosts(
        Map<String, HostPlan> hosts,
        Map<String, List<String>> rejected,
        Map<String, List<Claim>> claimed,
        Set<String> unusable) {

    /// A host that another NodeMirror has.
    public record Claim(HostName host, String owner) {
        public String message() {
            return "the NodeMirror " + owner + " has this host already: take it out of one of the two";
        }
    }

    /// @param plans by NodeMirror name, the one with the older claim first
    public static DesiredHosts of(Map<String, MirrorPlan> plans, Instant now) {
        Collector collector = new Collector(now);
        plans.forEach(collector::add);
        return new DesiredHosts(collector.hosts, collector.rejected, collector.claimed, collector.unusable);
    }

    private static final class Collector {
        private final Instant now;
        private final Map<String, HostPlan> hosts = new TreeMap<>();
        private final Map<String, List<String>> rejected = new LinkedHashMap<>();
        private final Map<String, List<Claim>> claimed = new LinkedHashMap<>();
        private final Set<String> unusable = new TreeSet<>();

        private Collector(Instant now) {
            this.now = now;
        }

        private void add(String name, MirrorPlan plan) {
            rejected.put(name, new ArrayList<>());
            claimed.put(name, new ArrayList<>());
            Map<String, HostPlan> own = new LinkedHashMap<>();
            for (MirrorPlan.Mirror mirror : plan.mirrors()) {
                addMirror(name, plan, mirror, own);
            }
            for (MirrorPlan.Trust trust : plan.trust()) {
                addTrust(name, plan, trust, own);
            }
            own.forEach(this::claim);
            unusable.removeAll(hosts.keySet());
        }

        private void claim(String directory, HostPlan plan) {
            HostPlan owner = hosts.putIfAbsent(directory, plan);
            if (owner != null) {
                list(claimed, plan.mirror()).add(new Claim(plan.host(), owner.mirror()));
            }
        }

        private void addMirror(String name, MirrorPlan plan, MirrorPlan.Mirror mirror, Map<String, HostPlan> own) {
            HostName host = host(name, mirror.host());
            if (host == null) {
                return;
            }
            if (own.containsKey(host.directory())) {
                reject(name, host + " is mirrored twice: the first entry is used");
                return;
            }
            Map<String, MirrorEndpoint> endpoints = new LinkedHashMap<>();
            for (MirrorPlan.Endpoint endpoint : mirror.endpoints()) {
                MirrorEndpoint good = endpoint(name, host, endpoint);
                if (good != null && endpoints.putIfAbsent(good.url(), good) != null) {
                    reject(name, host + ": endpoint " + good.url() + " is listed twice: the first entry is used");
                }
            }
            if (endpoints.isEmpty()) {
                unusable.add(host.directory());
                return;
            }
            List<MirrorEndpoint> tables = List.copyOf(endpoints.values());
            own.put(
                    host.directory(),
                    new HostPlan(host, name, plan.generation(), plan.foreignFiles(), mirror.fallback(), tables, null));
        }

        private void addTrust(String name, MirrorPlan plan, MirrorPlan.Trust trust, Map<String, HostPlan> own) {
            HostName host = host(name, trust.host());
            if (host == null) {
                return;
            }
            if (host.isAny()) {
                reject(name, "trust needs a host: * cannot be trusted as a whole");
                return;
            }
            CaBundle ca = ca(name, host, trust.caPem());
            if (ca == null) {
                unusable.add(host.directory());
                return;
            }
            HostPlan mirrored = own.get(host.directory());
            HostPlan trusted = mirrored == null
                    ? new HostPlan(host, name, plan.generation(), plan.foreignFiles(), Fallback.Upstream, List.of(), ca)
                    : trusting(mirrored, ca);
            own.put(host.directory(), trusted);
        }

        private static HostPlan trusting(HostPlan plan, CaBundle ca) {
            CaBundle all = plan.trust() == null ? ca : plan.trust().with(ca);
            return new HostPlan(
                    plan.host(),
                    plan.mirror(),
                    plan.generation(),
                    plan.foreignFiles(),
                    plan.fallback(),
                    plan.endpoints(),
                    all);
        }

        private @Nullable HostName host(String name, String text) {
            try {
                return HostName.parse(text);
            } catch (RejectedException e) {
                reject(name, e.getMessage());
                return null;
            }
        }

        private @Nullable MirrorEndpoint endpoint(String name, HostName host, MirrorPlan.Endpoint endpoint) {
            try {
                CaBundle ca = null;
                if (endpoint.caPem() != null) {
                    ca = ca(name, host, endpoint.caPem());
                    if (ca == null) {
                        return null;
                    }
                }
                return MirrorEndpoint.of(endpoint.url(), endpoint.capabilities(), ca);
            } catch (RejectedException e) {
                reject(name, host + ": " + e.getMessage());
                return null;
            }
        }

        private @Nullable CaBundle ca(String name, HostName host, String pem) {
            try {
                CaBundle.Parsed parsed = CaBundle.parse(pem, now);
                parsed.rejected().forEach(message -> reject(name, host + ": " + message));
                return parsed.bundle();
            } catch (RejectedException e) {
                reject(name, host + ": " + e.getMessage());
                return null;
            }
        }

        private void reject(String name, @Nullable String message) {
            list(rejected, name).add(String.valueOf(message));
        }

        private static <T> List<T> list(Map<String, List<T>> lists, String name) {
            return lists.computeIfAbsent(name, _ -> new ArrayList<>());
        }
    }
}
