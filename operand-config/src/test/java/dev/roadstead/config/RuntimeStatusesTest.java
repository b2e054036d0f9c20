package dev.roadstead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuntimeStatusesTest {
    private static final RuntimeStatus STATUS = new RuntimeStatus(
            "0.1.0",
            Instant.parse("2026-11-23T10:00:00Z"),
            "sha256:abc",
            true,
            List.of(),
            new RuntimeStatus.Usage(1, 2, 3, 4),
            null,
            List.of(new RuntimeStatus.ProxyCacheStatus("hub", true, null, null, null, 99L, 1, 2, 3, 4, 5)),
            new RuntimeStatus.Gc(
                    null,
                    Instant.parse("2026-11-24T03:00:00Z"),
                    "now",
                    new RuntimeStatus.GcRun(
                            Instant.parse("2026-11-23T03:00:00Z"),
                            Duration.ofMillis(1500),
                            false,
                            true,
                            9,
                            new RuntimeStatus.GcRun.Removed(1, 2, 3, 4, 5),
                            new RuntimeStatus.GcRun.Trash(6, 7, 8),
                            10,
                            11,
                            "5f2c",
                            List.of("blob for good: sha256:00")),
                    null));

    @Test
    void readsWhatItWrote() {
        assertThat(RuntimeStatuses.read(RuntimeStatuses.write(STATUS), RuntimeStatus.class))
                .isEqualTo(STATUS);
    }

    @Test
    void writesTimesAsText() {
        assertThat(RuntimeStatuses.write(STATUS)).contains("\"startedAt\":\"2026-11-23T10:00:00Z\"");
    }

    @Test
    void ignoresFieldsOfANewerRuntime() {
        String newer = RuntimeStatuses.write(STATUS).replaceFirst("\\{", "{\"jobs\":[],");

        assertThat(RuntimeStatuses.read(newer, RuntimeStatus.class)).isEqualTo(STATUS);
    }

    @Test
    void takesAbsentListsForEmptyOnes() {
        RuntimeStatus status = RuntimeStatuses.read("{\"version\":\"0.1.0\",\"configHash\":\"\"}", RuntimeStatus.class);

        assertThat(status.notReadyReasons()).isEmpty();
        assertThat(status.proxyCaches()).isEmpty();
    }

    @Test
    void refusesWhatIsNoAnswer() {
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> RuntimeStatuses.read("<html>", RuntimeStatus.class))
                .withMessageContaining("not a RuntimeStatus");
    }
}
