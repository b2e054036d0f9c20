package dev.roadstead.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Clients at work, a platform thread and a connection each: with virtual ones a client that reads a fast stream would
/// keep
/// its carrier, and the others' latencies would be the generator's.
public final class Clients {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Client> clients;
    private final List<Thread> threads;
    private final Duration time;
    private volatile long began;

    private Clients(List<Client> clients, List<Thread> threads, Duration time) {
        this.clients = clients;
        this.threads = threads;
        this.time = time;
    }

    public static Load run(Target target, int count, Until until, Work work) throws InterruptedException {
        return start(target, count, until, work).await();
    }

    public static Clients start(Target target, int count, Until until, Work work) {
        List<Client> clients = IntStream.range(0, count)
                .mapToObj(number -> new Client(number, new Connection(target), work))
                .toList();
        var go = new CountDownLatch(1);
        var moved = new AtomicLong();
        List<Thread> threads = clients.stream()
                .map(client -> Thread.ofPlatform().name("client").daemon().start(() -> {
                    try {
                        go.await();
                        client.run(System.nanoTime() + until.time().toNanos(), until, moved);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        var started = new Clients(clients, threads, until.time());
        started.began = System.nanoTime();
        go.countDown();
        return started;
    }

    /// Waits for the end of what was begun. A registry that stopped answering ends it, too.
    public Load await() throws InterruptedException {
        long limit = began + time.plus(PATIENCE).toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(limit - System.nanoTime(), 1)))) {
                    close();
                    thread.join();
                }
            }
        } finally {
            close();
        }
        return new Load(
                clients.stream().mapToLong(Client::bytes).sum(),
                System.nanoTime() - began,
                new Latencies(clients.stream()
                        .flatMapToLong(client -> LongStream.of(client.latencies()))
                        .toArray()),
                clients.stream().mapToLong(Client::errors).sum(),
                clients.stream()
                        .map(Client::error)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private void close() {
        for (Client client : clients) {
            try {
                client.connection().close();
            } catch (IOException _) {
                // It is gone either way.
            }
        }
    }
}
