package dev.roadstead.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaceTest {
    private static final Pace PACE = new Pace(50, Duration.ofMillis(200));

    @Test
    void leavesPushesHalfOfTheTime() {
        assertThat(PACE.afterChange(Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
        assertThat(PACE.afterChange(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void standsBackWhileCommitsAreSlow() {
        assertThat(PACE.afterChange(Duration.ofMillis(201))).isEqualTo(Duration.ofMillis(2010));
        assertThat(PACE.afterChange(Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void spreadsDeletesOverTheSecond() {
        assertThat(PACE.afterDelete()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void theCollectorRestsAfterEachDelete(@TempDir Path folder) throws IOException {
        try (GcFixture gc = new GcFixture(folder)) {
            for (int i = 0; i < 7; i++) {
                gc.blob("blob " + i);
            }
            gc.collectAfterGrace();
            gc.content.pass(GcFixture.TRASH.plusMillis(1));
            List<Duration> rests = new ArrayList<>();

            gc.collector(rests::add).run(GcFixture.SETTINGS);

            assertThat(rests.stream().filter(Duration.ofMillis(1)::equals)).hasSize(7);
        }
    }
}
