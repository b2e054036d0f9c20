package dev.roadstead.bench.round;

import dev.roadstead.bench.contender.BenchException;
import dev.roadstead.bench.contender.Contender;
import dev.roadstead.bench.load.Until;
import dev.roadstead.bench.scenario.Scale;
import dev.roadstead.bench.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a run does.
///
/// @param time of a sample
/// @param warmUp of each row at the beginning of a round, not measured
/// @param work a folder, in which one is made for the data of all registries
/// @param tls whether they serve over TLS
public record Plan(
        List<Contender> contenders,
        List<Scenario> scenarios,
        Scale scale,
        int rounds,
        Duration time,
        Duration warmUp,
        Path work,
        boolean tls) {
    public Plan {
        contenders = List.copyOf(contenders);
        scenarios = List.copyOf(scenarios);
    }

    Until until() {
        return new Until(time, scale.volumeInBytes());
    }

    /// Throws [BenchException] where the disk may become full.
    public void requireSpace() throws IOException {
        long each = scenarios.stream().mapToLong(row -> row.writes(scale)).sum();
        long started = contenders.stream()
                .filter(contender -> contender instanceof Contender.Program)
                .count();
        long free = Files.getFileStore(work).getUsableSpace();
        if (each * started > free) {
            throw new BenchException(
                    "up to %d GiB may be written to %s, which has %d GiB free: give --work another folder, or --only fewer rows"
                            .formatted((each * started) >> 30, work, free >> 30));
        }
    }
}
