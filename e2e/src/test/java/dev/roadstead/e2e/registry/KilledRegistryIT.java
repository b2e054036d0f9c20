package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged survives kill -9, at any moment and any number of times.
///
/// `-Droadstead.kills=1000` for a longer run, `-Droadstead.seed=…` for other ones.
class KilledRegistryIT {
    private static final int KILLS = Integer.getInteger("roadstead.kills", 200);
    private static final long SEED = Long.getLong("roadstead.seed", 1);
    private static final int KILLS_PER_WORLD = 25;
    private static final int YOUNG_EACH = 8;
    private static final int AT_ONCE = 2;

    @TempDir
    static Path folder;

    static RegistryProgram program;

    @BeforeAll
    static void prepare() throws Exception {
        program = World.program(folder);
    }

    private record Lives(long acknowledged, long collections, List<String> violations) {}

    @Test
    void keepsItsWordThroughKills() throws Exception {
        Figures figures = Figures.of("kill");
        long start = System.nanoTime();
        List<Lives> lives = new ArrayList<>();
        int worlds = (KILLS + KILLS_PER_WORLD - 1) / KILLS_PER_WORLD;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Lives>> running = new ArrayList<>();
            for (int i = 0; i < worlds; i++) {
                long seed = SEED * 10_000 + i;
                running.add(threads.submit(() -> live(seed)));
            }
            for (Future<Lives> each : running) {
                lives.add(each.get());
            }
        }
        long acknowledged = lives.stream().mapToLong(Lives::acknowledged).sum();
        long collections = lives.stream().mapToLong(Lives::collections).sum();
        List<String> violations =
                lives.stream().flatMap(each -> each.violations().stream()).toList();
        figures.note(
                "%d kills under load, %d at the start, %,d changes acknowledged, garbage collected %d times, %d violations, %d s"
                        .formatted(
                                worlds * KILLS_PER_WORLD,
                                worlds * (KILLS_PER_WORLD / YOUNG_EACH),
                                acknowledged,
                                collections,
                                violations.size(),
                                Duration.ofNanos(System.nanoTime() - start).toSeconds()));
        assertThat(violations).isEmpty();
        assertThat(acknowledged)
                .as("the registry was at work when it was killed")
                .isGreaterThan(10L * KILLS);
        assertThat(collections).as("garbage was collected meanwhile").isGreaterThan(worlds);
    }

    private Lives live(long seed) throws Exception {
        Path home = Files.createDirectory(folder.resolve("world" + seed));
        World world = new World(program, home.resolve("data"), home.resolve("registry.log"), seed);
        for (int kill = 0; kill < KILLS_PER_WORLD; kill++) {
            if (kill % YOUNG_EACH == YOUNG_EACH - 1) {
                world.dieYoung();
            }
            world.live(RegistryProcess::kill);
        }
        world.end();
        return new Lives(world.acknowledged(), world.collections(), world.violations());
    }
}
