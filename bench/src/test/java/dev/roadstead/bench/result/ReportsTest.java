package dev.roadstead.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roadstead.bench.ceiling.Ceiling;
import dev.roadstead.bench.proc.Machine;
import dev.roadstead.bench.scenario.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @Test
    void comparesInATable() {
        String text = Reports.text(results(1_000));

        assertThat(text.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "row registry rate unit p50 ms p99 ms CPU faster less CPU more",
                        "get roadstead 300 (200–400) req/s 1.00 2.00 0.50",
                        "get other 100 req/s 3.00 9.00 – 3.00 (2.00–4.00) – 5.00 held, 2 errors",
                        "roadstead 500 50.0 60.0 70.0");
        assertThat(text).contains("no sample came to half of that", "other: has no referrers");
    }

    @Test
    void saysWhereTheGeneratorLimits() {
        assertThat(Reports.text(results(500)))
                .contains("roadstead in get came to 80 % of that", "here: roadstead get.");
    }

    @Test
    void makesMarkdown() {
        assertThat(Reports.markdown(results(1_000)))
                .contains(
                        "### Rows\n",
                        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|\n| get | roadstead | 300 (200–400) | req/s |");
    }

    @Test
    void writesEverySample(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.json");

        Reports.json(results(1_000), file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/samples")).hasSize(4);
        assertThat(json.at("/samples/3/cpu").isNull()).isTrue();
        assertThat(json.at("/machine/processors").asInt()).isEqualTo(2);
    }

    private static Results results(double ceiling) {
        return new Results(
                new Machine("Abacus", 2, "Linux 6", "25", 0.1),
                0.2,
                Map.of("tls", "false"),
                new Ceiling(ceiling, 1, 1, 10),
                List.of("roadstead", "other"),
                List.of(new Row("get", "GET", Unit.REQUESTS)),
                List.of(roadstead(0, 400), roadstead(1, 200), other(0), other(1)),
                List.of(new Footprint("roadstead", 0, 500, 50 << 20, 60 << 20, 70 << 20)),
                List.of("other: has no referrers"));
    }

    private static Sample roadstead(int round, double rate) {
        return new Sample("get", "roadstead", round, 1, 0, 1, rate, 1, 2, 0.5, 1.0, 0.1, 0.2, Map.of(), null);
    }

    private static Sample other(int round) {
        return new Sample("get", "other", round, 1, 1, 1, 100, 3, 9, null, null, 0.1, 0.2, Map.of("held", 5.0), "no");
    }
}
