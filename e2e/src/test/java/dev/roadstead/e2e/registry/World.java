package dev.roadstead.e2e.registry;

import dev.roadstead.e2e.registry.load.Checker;
import dev.roadstead.e2e.registry.load.Contents;
import dev.roadstead.e2e.registry.load.LoadClient;
import dev.roadstead.e2e.registry.load.Model;
import dev.roadstead.e2e.registry.load.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A data folder, the clients that write to it, and the lives of the registry that serves it. Garbage is collected at
/// each start and every second: what clients delete goes at once, what they left unused stays.
final class World {
    private static final String[] COLLECTING = {"--gc-interval=PT1S", "--gc-trash-keep-for=PT0S"};
    private static final int CLIENTS = 6;
    private static final int SAMPLE = 4;
    private static final int MOST_REQUESTS = 60;
    /// So many lives are short for one that sees several collections.
    private static final int SHORT_LIVES = 7;
    private static final int MOST_REQUESTS_OF_A_LONG_LIFE = 300;

    private final RegistryProgram program;
    private final Path data;
    private final Path log;
    private final SplittableRandom random;
    private final Model model = new Model();
    private final List<LoadClient> clients;
    private final List<String> violations = new ArrayList<>();
    private int lives;

    /// What takes a life of the registry: kills the process, after doing more than that, or not.
    @FunctionalInterface
    interface End {
        void take(RegistryProcess registry) throws Exception;
    }

    World(RegistryProgram program, Path data, Path log, long seed) {
        this.program = program;
        this.data = data;
        this.log = log;
        this.random = new SplittableRandom(seed);
        Contents contents = Contents.of(seed, 48);
        List<String> names =
                IntStream.range(0, CLIENTS).mapToObj(i -> "client" + i).toList();
        this.clients = names.stream()
                .map(name -> new LoadClient(name, names, model, contents, seed))
                .toList();
    }

    /// The program for these worlds: its start takes 0.6 s of CPU time instead of 1.6 s.
    static RegistryProgram program(Path folder) throws Exception {
        return RegistryProgram.shortLived(folder.resolve("classes.aot"), program -> {
            World first = new World(program, folder.resolve("first"), folder.resolve("first.log"), 0);
            first.live(RegistryProcess::terminate);
        });
    }

    List<String> violations() {
        return violations;
    }

    long acknowledged() {
        return model.acknowledged();
    }

    /// How often garbage was found and collected, by what the registry logged.
    long collections() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("collected garbage")).count();
        }
    }

    /// Starts the registry, looks whether it kept its word, and lets it work until its end comes in the middle of that.
    void live(End end) throws Exception {
        try (RegistryProcess registry = program.start(data, log, COLLECTING)) {
            look(registry);
            Trigger trigger = new Trigger(1 + random.nextInt(mostRequests()));
            try (RegistryClient connection = new RegistryClient(registry.url(), trigger);
                    ExecutorService threads = Executors.newThreadPerTaskExecutor(
                            Thread.ofPlatform().daemon().factory())) {
                List<Future<?>> work = new ArrayList<>();
                for (LoadClient client : clients) {
                    work.add(threads.submit(() -> client.workOn(connection)));
                }
                if (!trigger.await()) {
                    violations.add("the clients got no answers, or wrong ones");
                }
                LockSupport.parkNanos(random.nextInt(4_000_000));
                if (!registry.isAlive()) {
                    violations.add("the registry ended by itself");
                }
                end.take(registry);
                for (Future<?> each : work) {
                    outcome(each);
                }
            }
        }
    }

    private int mostRequests() {
        return lives++ % (SHORT_LIVES + 1) == 0 ? MOST_REQUESTS_OF_A_LONG_LIFE : MOST_REQUESTS;
    }

    private void outcome(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            violations.add(String.valueOf(e.getCause()));
        }
    }

    private void look(RegistryProcess registry) {
        List<Integer> sample = random.ints(SAMPLE).boxed().toList();
        try (RegistryClient connection = new RegistryClient(registry.url(), RegistryClient.Listener.NONE)) {
            violations.addAll(Checker.recent(model, connection, sample));
        }
    }

    /// Kills one that may not even listen yet, so that it is recovered from its recovery.
    void dieYoung() throws InterruptedException {
        try (RegistryProcess registry = program.spawn(data, log, COLLECTING)) {
            LockSupport.parkNanos(random.nextInt(600) * 1_000_000L);
            registry.kill();
        }
    }

    /// Looks at everything that any client ever wrote, and reads all objects.
    void end() throws InterruptedException {
        try (RegistryProcess registry = program.start(data, log, COLLECTING)) {
            try (RegistryClient connection = new RegistryClient(registry.url(), RegistryClient.Listener.NONE)) {
                violations.addAll(Checker.everything(model, connection));
            }
            if (registry.terminate() != 0) {
                violations.add("the registry did not stop well");
            }
        }
        if (program.verify(data, log) != 0) {
            violations.add("the data folder is damaged");
        }
    }
}
