package dev.roadstead.bench;

import dev.roadstead.bench.contender.Peers;
import dev.roadstead.bench.scenario.Scale;
import dev.roadstead.bench.scenario.Scenario;
import dev.roadstead.bench.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The arguments of `roadstead bench`; asked for a value, each says in one sentence what is wrong with it.
final class BenchOptions {
    private static final int QUICK_ROUNDS = 2;
    private static final int FULL_ROUNDS = 5;
    private static final int MOST_ROUNDS = 100;
    /// More is a second page, where registries differ in what they do.
    private static final int MOST_ENTRIES = 1_000;
    /// Ports of a loopback address.
    private static final int MOST_CONNECTIONS = 25_000;
    private static final double QUICK_SECONDS = 0.6;
    private static final double FULL_SECONDS = 5;
    private static final int MOST_SECONDS = 600;

    @Option(
            names = "--quick",
            description = "A look at the most telling rows in about two minutes: less of everything, 2 rounds.")
    private boolean quick;

    @Option(names = "--only", split = ",", paramLabel = "ROW", description = "Run these rows only; --list names them.")
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often every row is run on every registry. Default: 5, with --quick 2.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "TIME",
            description = "How long a sample takes, at least. Default: 5, with --quick 0.6.")
    private @Nullable Double seconds;

    @Option(
            names = "--entries",
            paramLabel = "N",
            description = "How many tags, referrers and repositories are listed. Default: 1000, with --quick 100.")
    private @Nullable Integer entries;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "How many connections are idle at once, if the limit of open files allows. Default: 10000,"
                    + " with --quick 2000.")
    private @Nullable Integer connections;

    @Option(names = "--tls", description = "Serve over TLS, with one certificate for all registries.")
    private boolean tls;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "distribution,docker-registry",
            description =
                    "Which registries that peers/get has to run beside; none for none. Default: ${DEFAULT-VALUE}.")
    private List<String> against = List.of();

    @Option(
            names = "--peer",
            paramLabel = "NAME=PATH|URL",
            description = {
                "Another registry: a program whose name begins with zot, distribution or docker-registry, such as"
                        + " zot=/usr/bin/zot, or any one that runs already and lets everybody in, such as"
                        + " other=http://127.0.0.1:5001. Give it again for more."
            })
    private List<String> peers = List.of();

    @Option(
            names = "--work",
            paramLabel = "FOLDER",
            description = "Where the registries' data is kept meanwhile. Default: the folder for temporary files.")
    private @Nullable Path work;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every sample there as well.")
    private @Nullable Path json;

    @Option(names = "--markdown", description = "Print tables for docs/benchmarks.md instead of text.")
    private boolean markdown;

    @Option(names = "--list", description = "Name the rows and end.")
    private boolean list;

    boolean list() {
        return list;
    }

    boolean quick() {
        return quick;
    }

    boolean tls() {
        return tls;
    }

    boolean markdown() {
        return markdown;
    }

    List<String> peers() {
        return peers;
    }

    Scale scale(CommandSpec spec) {
        Scale scale = quick ? Scale.QUICK : Scale.FULL;
        return new Scale(
                within(spec, "--entries", entries == null ? scale.listed() : entries, 1, MOST_ENTRIES),
                within(
                        spec,
                        "--connections",
                        connections == null ? scale.connections() : connections,
                        1,
                        MOST_CONNECTIONS),
                scale.volumeInBytes());
    }

    int rounds(CommandSpec spec) {
        int chosen = rounds == null ? (quick ? QUICK_ROUNDS : FULL_ROUNDS) : rounds;
        return within(spec, "--rounds", chosen, 1, MOST_ROUNDS);
    }

    Duration time(CommandSpec spec) {
        double chosen = seconds == null ? (quick ? QUICK_SECONDS : FULL_SECONDS) : seconds;
        return Duration.ofMillis(Math.round(1e3 * within(spec, "--seconds", chosen, 0.01, MOST_SECONDS)));
    }

    private static <N extends Number> N within(CommandSpec spec, String name, N value, Number least, Number most) {
        if (!(value.doubleValue() >= least.doubleValue() && value.doubleValue() <= most.doubleValue())) {
            throw refused(spec, "%s must be from %s to %s, not %s".formatted(name, least, most, value));
        }
        return value;
    }

    List<Scenario> scenarios(CommandSpec spec) {
        List<Scenario> all = Scenarios.all();
        for (String name : only) {
            if (all.stream().noneMatch(row -> row.name().equals(name))) {
                throw refused(spec, "--only: there is no row '%s'; --list names them".formatted(name));
            }
        }
        return all.stream()
                .filter(row -> only.isEmpty() ? !quick || row.quick() : only.contains(row.name()))
                .toList();
    }

    List<String> against(CommandSpec spec) {
        if (against.equals(List.of("none"))) {
            return List.of();
        }
        for (String name : against) {
            if (!Peers.KNOWN.contains(name)) {
                throw refused(
                        spec,
                        "--against: peers/get has no registry '%s', it has %s; others are given by --peer"
                                .formatted(name, String.join(" and ", Peers.KNOWN)));
            }
        }
        return against.stream().distinct().toList();
    }

    Path work(CommandSpec spec) {
        Path folder = work == null ? Path.of(System.getProperty("java.io.tmpdir")) : work;
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw refused(spec, "--work: %s is not a folder that can be written to".formatted(folder));
        }
        return folder;
    }

    @Nullable
    Path json(CommandSpec spec) {
        Path file = json == null ? null : json.toAbsolutePath();
        if (file != null && (Files.isDirectory(file) || !Files.isDirectory(file.resolveSibling(".")))) {
            throw refused(spec, "--json: %s cannot be a file, or its folder is missing".formatted(json));
        }
        return file;
    }

    static String listed() {
        return Scenarios.all().stream()
                .map(row -> "%-22s %s%s".formatted(row.name(), row.title(), row.quick() ? "  (--quick)" : ""))
                .collect(Collectors.joining("\n"));
    }

    private static ParameterException refused(CommandSpec spec, String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
