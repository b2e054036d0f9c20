package dev.roadstead.bench;

import dev.roadstead.bench.ceiling.Ceiling;
import dev.roadstead.bench.ceiling.CeilingRun;
import dev.roadstead.bench.contender.BenchException;
import dev.roadstead.bench.contender.Contender;
import dev.roadstead.bench.contender.Peers;
import dev.roadstead.bench.proc.Machine;
import dev.roadstead.bench.result.Reports;
import dev.roadstead.bench.result.Results;
import dev.roadstead.bench.result.Row;
import dev.roadstead.bench.round.Plan;
import dev.roadstead.bench.round.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "roadstead bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs Roadstead's registry and others side by side, row by row in turns, and says how they compare.",
            "Every registry started here has a loopback port and a data folder of its own, and is stopped at the end."
                    + " Linux only. docs/benchmarks.md says what is measured."
        })
final class BenchCommand implements Callable<Integer> {
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(2);

    private final Path home;
    private final Supplier<List<String>> roadstead;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Spec
    private @Nullable CommandSpec spec;

    BenchCommand(Path home, Supplier<List<String>> roadstead) {
        this.home = home;
        this.roadstead = roadstead;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (options.list()) {
            System.out.println(BenchOptions.listed());
            return 0;
        }
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            throw new BenchException("CPU time and memory are read from /proc: run it on Linux");
        }
        CommandSpec known = Objects.requireNonNull(spec);
        Path json = options.json(known);
        Duration time = options.time(known);
        var plan = new Plan(
                contenders(known),
                options.scenarios(known),
                options.scale(known),
                options.rounds(known),
                time,
                warmUp(time),
                options.work(known),
                options.tls());
        plan.requireSpace();
        Results results = run(plan);
        System.out.println(options.markdown() ? Reports.markdown(results) : Reports.text(results));
        if (json != null) {
            Reports.json(results, json);
        }
        return results.samples().isEmpty() ? 1 : 0;
    }

    private static Duration warmUp(Duration time) {
        Duration part = time.dividedBy(2);
        return part.compareTo(MOST_WARM_UP) < 0 ? part : MOST_WARM_UP;
    }

    private List<Contender> contenders(CommandSpec known) throws IOException, InterruptedException {
        List<Contender> all = new ArrayList<>();
        all.add(Contender.roadstead(roadstead.get()));
        List<Contender> others = options.peers().stream().map(Peers::parse).toList();
        for (String name : options.against(known)) {
            all.add(Peers.get(home, name));
        }
        all.addAll(others);
        Set<String> names = new HashSet<>();
        for (Contender contender : all) {
            if (!names.add(contender.name())) {
                throw new BenchException(
                        "two registries are named '%s': give --peer another name".formatted(contender.name()));
            }
        }
        return all;
    }

    private Results run(Plan plan) throws IOException, InterruptedException {
        var rounds = new Rounds(plan, System.err);
        Thread cleanUp = Thread.ofPlatform().unstarted(() -> close(rounds));
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try {
            Machine machine = Machine.current();
            Ceiling ceiling = CeilingRun.measure(plan.time().dividedBy(2).plusMillis(200));
            rounds.run();
            return new Results(
                    machine,
                    Machine.currentLoadAverage(),
                    settings(plan),
                    ceiling,
                    plan.contenders().stream().map(Contender::name).toList(),
                    plan.scenarios().stream()
                            .map(row -> new Row(row.name(), row.title(), row.unit()))
                            .toList(),
                    rounds.samples(),
                    rounds.footprints(),
                    rounds.notes());
        } finally {
            close(rounds);
            forget(cleanUp);
        }
    }

    private Map<String, String> settings(Plan plan) {
        return Map.of(
                "quick", String.valueOf(options.quick()),
                "tls", String.valueOf(options.tls()),
                "rounds", String.valueOf(plan.rounds()),
                "seconds", String.valueOf(plan.time().toMillis() / 1e3),
                "list entries", String.valueOf(plan.scale().listed()));
    }

    private static void forget(Thread cleanUp) {
        try {
            Runtime.getRuntime().removeShutdownHook(cleanUp);
        } catch (IllegalStateException _) {
            // It runs: the process was told to end.
        }
    }

    private static void close(Rounds rounds) {
        try {
            rounds.close();
        } catch (IOException e) {
            System.err.println("roadstead bench: not everything could be deleted: " + e.getMessage());
        }
    }
}
