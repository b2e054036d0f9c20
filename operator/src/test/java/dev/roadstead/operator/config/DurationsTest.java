package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "1h30m, PT1H30M", "30d, PT720H", "250ms, PT0.25S", "0s, PT0S", "1m1m, PT2M"})
    void readsWhatUsersWrite(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "5 m",
                "-5m",
                "PT5M",
                "1.5h",
                "5x",
                "99999999999999999999d",
                "9999999999999999999s",
                "999999999999999999d"
            })
    void refusesTheRest(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
    }
}
