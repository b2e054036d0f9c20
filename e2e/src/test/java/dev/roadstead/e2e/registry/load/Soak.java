package dev.roadstead.e2e.registry.load;

import dev.roadstead.e2e.registry.load.Thing.Blob;
import dev.roadstead.e2e.registry.load.Thing.Stored;
import dev.roadstead.oci.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Many clients that push at the same time, and what a registry must hold after that, and no more.
public final class Soak {
    private final SoakLedger ledger;
    private final List<SoakClient> clients;
    private final long startNanos = System.nanoTime();
    private Duration took = Duration.ZERO;

    private Soak(SoakLedger ledger, List<SoakClient> clients) {
        this.ledger = ledger;
        this.clients = clients;
    }

    /// @param grace how long the registry keeps what it said is there
    public static Soak run(RegistryClient registry, int clients, long pushes, Duration grace)
            throws InterruptedException, ExecutionException {
        SoakLedger ledger = new SoakLedger(clients, pushes, grace);
        Soak soak = new Soak(
                ledger,
                IntStream.range(0, clients)
                        .mapToObj(i -> new SoakClient(i, clients, ledger, registry))
                        .toList());
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> work = new ArrayList<>();
            for (SoakClient client : soak.clients) {
                work.add(threads.submit(() -> {
                    client.work();
                    return true;
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        soak.took = Duration.ofNanos(System.nanoTime() - soak.startNanos);
        return soak;
    }

    public long pushes() {
        return ledger.nanos().size();
    }

    public List<String> failures() {
        return ledger.failures();
    }

    /// The sum of the sizes of all blobs that something in use needs, each counted once.
    public long bytesInUse() {
        Set<Digest> blobs = new HashSet<>();
        clients.forEach(client -> client.own().inUse().forEach(manifest -> blobs.addAll(manifest.blobs())));
        return blobs.stream()
                .mapToLong(blob -> ledger.content(blob).sizeInBytes())
                .sum();
    }

    /// What is in use and cannot be read, a sentence each.
    public List<String> missing(RegistryClient registry) {
        var seen = new RemoteObservation(registry);
        List<String> missing = new ArrayList<>();
        for (SoakClient client : clients) {
            String repository = client.own().repository();
            for (PushedManifest manifest : client.own().inUse()) {
                expect(seen, new Stored(repository, manifest.digest()), manifest.digest(), missing);
                manifest.blobs().forEach(blob -> expect(seen, new Blob(repository, blob), blob, missing));
            }
        }
        return missing;
    }

    private static void expect(Observation seen, Thing thing, Digest digest, List<String> missing) {
        String value = seen.value(thing);
        if (!value.equals(digest.toString())) {
            missing.add(thing + " is " + value);
        }
    }

    /// Of all that was ever pushed, each counted once.
    public long bytesMade() {
        return ledger.bytesMade();
    }

    /// In seconds, of the later half: the first pushes wait for what is compiled and loaded.
    ///
    /// @param percent 99 for what one push of a hundred takes longer than
    public double percentile(int percent) {
        List<Long> all = ledger.nanos();
        long[] nanos = all.stream()
                .skip(all.size() / 2)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return nanos[nanos.length * percent / 100] / 1e9;
    }

    /// For the figures.
    public String summary() {
        return "%,d pushes in %d s, p50 %.1f ms, p99 %.1f ms, %d failed, %d begun anew after the grace period"
                .formatted(
                        pushes(),
                        took.toSeconds(),
                        percentile(50) * 1_000,
                        percentile(99) * 1_000,
                        ledger.failures().size(),
                        ledger.lateCount());
    }
}
