package dev.roadstead.operator.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventsTest {
    @Test
    void cutsNotesByBytesBetweenLetters() {
        assertThat(Events.cut("short")).isEqualTo("short");
        assertThat(Events.cut("a".repeat(2000))).hasSize(1024);

        String cut = Events.cut("a" + "\uD83D\uDEA2".repeat(500));

        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSize(1021);
        assertThat(cut).endsWith("\uD83D\uDEA2");
    }
}
