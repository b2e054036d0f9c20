package dev.roadstead.bench.round;

import dev.roadstead.bench.contender.BenchException;
import dev.roadstead.bench.contender.Certificate;
import dev.roadstead.bench.contender.Contender;
import dev.roadstead.bench.contender.Folders;
import dev.roadstead.bench.contender.Running;
import dev.roadstead.bench.load.Until;
import dev.roadstead.bench.proc.ProcessFigures;
import dev.roadstead.bench.result.Footprint;
import dev.roadstead.bench.result.Sample;
import dev.roadstead.bench.scenario.Scenario;
import dev.roadstead.bench.scenario.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the rounds. In each of them all registries start anew, with nothing in them, and stay up; one at a time is
/// asked.
public final class Rounds implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(1);

    private final Plan plan;
    private final PrintStream progress;
    private final Path folder;
    private final long seed = System.nanoTime();
    private final List<Running> running = Collections.synchronizedList(new ArrayList<>());
    private final List<Sample> samples = new ArrayList<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    public Rounds(Plan plan, PrintStream progress) throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.folder = Files.createTempDirectory(plan.work(), "roadstead-bench").toRealPath();
    }

    /// A registry of this round with what it has shown so far.
    private record Taking(Running registry, Stage stage, long idleBytes) {}

    public void run() throws IOException, InterruptedException {
        Certificate certificate = plan.tls() ? Certificate.make(folder.resolve("tls")) : null;
        for (int round = 0; round < plan.rounds(); round++) {
            List<Taking> taking = start(round, certificate);
            warmUp(round, taking);
            for (Turn<Scenario, Taking> turn : Schedule.of(round, plan.scenarios(), taking)) {
                take(round, turn.row(), turn.contender());
            }
            for (Taking one : taking) {
                footprint(round, one);
            }
            stop();
        }
    }

    private List<Taking> start(int round, @Nullable Certificate certificate) throws IOException, InterruptedException {
        for (Contender contender : plan.contenders()) {
            running.add(contender.start(folder.resolve(contender.name() + "-" + round), certificate));
        }
        Thread.sleep(REST);
        List<Taking> taking = new ArrayList<>();
        for (Running registry : List.copyOf(running)) {
            ProcessFigures process = registry.figures();
            var stage = new Stage(registry.target(), plan.scale(), process, seed + round);
            taking.add(new Taking(registry, stage, process == null ? 0 : process.residentBytes()));
        }
        return taking;
    }

    /// Every row for a moment on everyone, so that just-in-time compilers have seen all of them before the first is
    /// measured.
    private void warmUp(int round, List<Taking> taking) throws InterruptedException {
        progress.printf("round %d of %d  warming up%n", round + 1, plan.rounds());
        for (Scenario scenario : plan.scenarios()) {
            for (Taking one : scenario.warmsUp() ? taking : List.<Taking>of()) {
                try {
                    scenario.prepare(one.stage());
                    scenario.run(
                            one.stage(), new Until(plan.warmUp(), plan.scale().warmUpVolumeInBytes()));
                } catch (IOException _) {
                    // It will happen again when it counts.
                }
            }
        }
    }

    private void take(int round, Scenario scenario, Taking one) throws IOException, InterruptedException {
        String registry = one.registry().name();
        String where = "round %d of %d  %-20s %-16s".formatted(round + 1, plan.rounds(), scenario.name(), registry);
        try {
            scenario.prepare(one.stage());
            Disk.settle(folder);
            Sample sample = new Sampler(round, plan.until()).take(scenario, one.registry(), one.stage());
            samples.add(sample);
            progress.printf(
                    "%s %,11.0f %-6s p99 %,.1f ms%n",
                    where, sample.rate(), scenario.unit().rate(), sample.p99Milliseconds());
        } catch (IOException e) {
            if (!one.registry().isAlive()) {
                throw new BenchException("%s ended during %s: %s".formatted(registry, scenario.name(), e.getMessage()));
            }
            notes.add("%s could not do %s: %s".formatted(registry, scenario.name(), e.getMessage()));
            progress.println(where + " not done: " + e.getMessage());
        }
        one.stage().notes().forEach(note -> notes.add(registry + ": " + note));
    }

    private void footprint(int round, Taking one) throws IOException {
        ProcessFigures process = one.registry().figures();
        Duration startUp = one.registry().startUp();
        if (process != null && startUp != null) {
            footprints.add(new Footprint(
                    one.registry().name(),
                    round,
                    startUp.toNanos() / 1e6,
                    one.idleBytes(),
                    process.residentBytes(),
                    process.peakResidentBytes()));
        }
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    public List<Footprint> footprints() {
        return List.copyOf(footprints);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// Stops every registry that was started and deletes what it stored.
    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(folder);
    }

    private void stop() throws IOException {
        while (!running.isEmpty()) {
            running.removeLast().close();
        }
    }
}
