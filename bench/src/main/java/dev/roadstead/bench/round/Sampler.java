package dev.roadstead.bench.round;

import dev.roadstead.bench.contender.Running;
import dev.roadstead.bench.load.Load;
import dev.roadstead.bench.load.Until;
import dev.roadstead.bench.proc.Machine;
import dev.roadstead.bench.proc.ProcessFigures;
import dev.roadstead.bench.result.Sample;
import dev.roadstead.bench.scenario.Outcome;
import dev.roadstead.bench.scenario.Scenario;
import dev.roadstead.bench.scenario.Stage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Takes one sample: load on one side, CPU time of everybody before and after on the other.
final class Sampler {
    private final int round;
    private final Until until;

    Sampler(int round, Until until) {
        this.round = round;
        this.until = until;
    }

    /// CPU seconds so far; the registry's is null when it was not started here.
    private record Cpu(@Nullable Double registry, double generator, double machine) {
        static Cpu now(@Nullable ProcessFigures registry) throws IOException {
            return new Cpu(
                    registry == null ? null : registry.cpuSeconds(),
                    ProcessFigures.ofThisProcess().cpuSeconds(),
                    Machine.cpuSeconds());
        }
    }

    Sample take(Scenario scenario, Running registry, Stage stage) throws IOException, InterruptedException {
        ProcessFigures process = registry.figures();
        Cpu before = Cpu.now(process);
        long begin = System.nanoTime();
        Outcome outcome = scenario.run(stage, until);
        double wall = (System.nanoTime() - begin) / 1e9;
        Cpu after = Cpu.now(process);

        Load load = outcome.load();
        Double registryCpu =
                before.registry() == null || after.registry() == null ? null : after.registry() - before.registry();
        double generator = (after.generator() - before.generator()) / wall;
        Double registryCores = registryCpu == null ? null : registryCpu / wall;
        double others = (after.machine() - before.machine()) / wall - generator;
        return new Sample(
                scenario.name(),
                registry.name(),
                round,
                load.operations(),
                load.errors(),
                load.seconds(),
                scenario.unit().rate(load.operations(), load.bytes(), load.seconds()),
                load.latencies().percentileMilliseconds(50),
                load.latencies().percentileMilliseconds(99),
                registryCpu == null ? null : scenario.unit().cpu(load.operations(), load.bytes(), registryCpu),
                registryCores,
                generator,
                Math.max(0, registryCores == null ? others : others - registryCores),
                outcome.extras(),
                load.error());
    }
}
