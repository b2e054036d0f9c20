package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged survives a loss of power, at any moment and any number of times: the file system is shut down
/// under the working registry, and forgets what was not synced.
///
/// `-Droadstead.cuts=200` for a longer run, `-Droadstead.seed=…` for other ones.
class PowerCutIT {
    private static final int CUTS = Integer.getInteger("roadstead.cuts", 48);
    private static final long SEED = Long.getLong("roadstead.seed", 1);

    @TempDir
    static Path folder;

    static RegistryProgram program;

    @BeforeAll
    static void prepare() throws Exception {
        program = World.program(folder);
    }

    @Test
    void keepsItsWordOnOneDisk() throws Exception {
        try (ScratchFileSystem disk = disk()) {
            run("one disk", List.of(disk), disk.folder().resolve("data"));
        }
    }

    /// Either of them loses its power, or both.
    @Test
    void keepsItsWordWithObjectsOnADiskOfTheirOwn() throws Exception {
        try (ScratchFileSystem metadata = disk();
                ScratchFileSystem objects = disk()) {
            Path data = Files.createDirectory(metadata.folder().resolve("data"));
            Files.createSymbolicLink(data.resolve("objects"), objects.folder());
            metadata.unmount();
            metadata.mount();
            run("two disks", List.of(metadata, objects), data);
        }
    }

    private static ScratchFileSystem disk() throws IOException, InterruptedException {
        return ScratchFileSystem.ext4(folder, 256, 8_192);
    }

    private void run(String name, List<ScratchFileSystem> disks, Path data) throws Exception {
        Figures figures = Figures.of("power-cut-" + disks.size());
        long start = System.nanoTime();
        int cuts = CUTS / 2;
        var random = new SplittableRandom(SEED);
        World world = new World(program, data, folder.resolve(disks.size() + ".log"), SEED);
        for (int cut = 0; cut < cuts; cut++) {
            List<ScratchFileSystem> failing = some(disks, random);
            String unsynced = "unsynced" + cut;
            world.live(registry -> {
                // The processor has no power either. A sync that runs while its file system is shut down may succeed
                // and keep nothing (Linux 6.18: 9 of 120); the registry would go on and acknowledge what it was for.
                registry.freeze();
                for (ScratchFileSystem disk : failing) {
                    Files.write(disk.folder().resolve(unsynced), new byte[10_000]);
                    disk.cutPower();
                }
                registry.kill();
            });
            for (ScratchFileSystem disk : disks) {
                disk.unmount();
                disk.mount();
            }
            for (ScratchFileSystem disk : failing) {
                assertForgotten(disk.folder().resolve(unsynced));
            }
        }
        world.end();
        List<String> violations = world.violations();
        long acknowledged = world.acknowledged();
        figures.note("%s: %d power cuts, %d changes acknowledged, %d violations, %d s"
                .formatted(
                        name,
                        cuts,
                        acknowledged,
                        violations.size(),
                        Duration.ofNanos(System.nanoTime() - start).toSeconds()));
        assertThat(violations).isEmpty();
        assertThat(acknowledged)
                .as("the registry was at work when the power was cut")
                .isGreaterThan(10L * cuts);
    }

    /// Else it was no loss of power.
    private static void assertForgotten(Path file) throws IOException {
        assertThat(Files.exists(file) ? Files.size(file) : 0)
                .as("bytes of a file that nobody synced")
                .isZero();
    }

    private static List<ScratchFileSystem> some(List<ScratchFileSystem> disks, SplittableRandom random) {
        int chosen = 1 + random.nextInt((1 << disks.size()) - 1);
        return IntStream.range(0, disks.size())
                .filter(i -> (chosen >> i & 1) == 1)
                .mapToObj(disks::get)
                .toList();
    }
}
