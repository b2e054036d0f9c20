package dev.roadstead.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roadstead.bench.scenario.Scenario;
import dev.roadstead.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs against the registry of this project; that it works is asserted, and nothing of how fast.
class BenchIT {
    private static final List<String> ROADSTEAD = List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.roadstead.registry.Main");

    @TempDir
    private Path work;

    @TempDir
    private Path out;

    @Test
    void everyKindOfRowIsDoneWithoutAnError() throws IOException {
        List<String> rows = Scenarios.all().stream()
                .map(Scenario::name)
                .filter(row -> !row.matches(".*-(10|100)m-.*|.*-c64"))
                .toList();

        JsonNode results = run("--quick", "--only=" + String.join(",", rows));

        assertThat(results.at("/samples").findValuesAsText("row")).containsExactlyElementsOf(rows);
        assertThat(results.at("/samples")).allSatisfy(sample -> {
            assertThat(sample.at("/errors").asInt()).as(sample.toString()).isZero();
            assertThat(sample.at("/operations").asInt()).isPositive();
        });
        assertThat(results.at("/footprints/0/idleResidentBytes").asLong()).isPositive();
        assertThat(results.at("/notes")).isEmpty();
    }

    @Test
    void servesOverTls() throws IOException {
        JsonNode results = run("--quick", "--tls", "--only=manifest-get-tag,push-1m-c1,pull-1m-c1");

        assertThat(results.at("/samples"))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.at("/errors").asInt()).isZero());
    }

    private JsonNode run(String... arguments) throws IOException {
        Path json = out.resolve("results.json");
        List<String> all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of(
                                "--rounds=1",
                                "--seconds=0.02",
                                "--entries=5",
                                "--connections=20",
                                "--against=none",
                                "--work=" + work,
                                "--json=" + json))
                .toList();

        int ended = Main.command(Path.of("."), () -> ROADSTEAD).execute(all.toArray(String[]::new));

        assertThat(ended).isZero();
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).as("what is left in the work folder").isEmpty();
        }
        return new ObjectMapper().readTree(json.toFile());
    }
}
