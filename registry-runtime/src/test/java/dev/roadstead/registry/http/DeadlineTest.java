package dev.roadstead.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final AtomicInteger passed = new AtomicInteger();
    private final Deadline deadline = new Deadline(channel.eventLoop(), passed::incrementAndGet);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        ticker.advance(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void passesOnce() {
        deadline.set(seconds(10));
        pass(9);
        assertThat(passed).hasValue(0);
        pass(1);
        assertThat(passed).hasValue(1);
        pass(100);
        assertThat(passed).hasValue(1);
    }

    @Test
    void isMovedBack() {
        deadline.set(seconds(10));
        pass(5);
        deadline.set(seconds(10));
        pass(5);
        assertThat(passed).hasValue(0);
        pass(5);
        assertThat(passed).hasValue(1);
    }

    @Test
    void isMovedForward() {
        deadline.set(seconds(120));
        deadline.set(seconds(10));
        pass(10);
        assertThat(passed).hasValue(1);
    }

    @Test
    void isStoppedAndSetAnew() {
        deadline.set(seconds(10));
        deadline.stop();
        pass(10);
        assertThat(passed).hasValue(0);
        deadline.set(seconds(3));
        pass(3);
        assertThat(passed).hasValue(1);
    }

    @Test
    void leavesNothingBehind() {
        deadline.set(seconds(10));
        deadline.end();
        pass(10);
        assertThat(passed).hasValue(0);
        assertThat(channel.hasPendingTasks()).isFalse();
    }
}
