package dev.roadstead.registry.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentUsageTest {
    private static final long MILLI = 1_000_000;

    private TestContent content;
    private long now;
    private long step;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        content = TestContent.withFiles(folder);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    /// Each look at it takes a step.
    private long tick() {
        now += step;
        return now;
    }

    @Test
    void isCountedAnewWhereThatIsQuick() throws IOException {
        step = MILLI;
        CurrentUsage usage = new CurrentUsage(content.metadata(), this::tick);
        assertThat(usage.get().blobs()).isZero();

        content.push("team/app", "a blob");

        assertThat(usage.get().blobs()).isOne();
    }

    @Test
    void restsForAMultipleOfWhatACountTook() throws IOException {
        step = 100 * MILLI;
        CurrentUsage usage = new CurrentUsage(content.metadata(), this::tick);
        assertThat(usage.get().blobs()).isZero();
        content.push("team/app", "a blob");

        assertThat(usage.get().blobs()).isZero();
        now += 3_000 * MILLI;
        assertThat(usage.get().blobs()).isOne();
    }
}
