package dev.roadstead.registry.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One deadline that is moved with every request. Only one that comes earlier than the alarm that is set costs a new
/// alarm: an alarm that rings too early is set again. Belongs to the event loop.
final class Deadline {
    private final EventLoop loop;
    private final Runnable passed;
    private boolean isSet;
    private long at;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt;

    /// @param passed run when the deadline has passed
    Deadline(EventLoop loop, Runnable passed) {
        this.loop = loop;
        this.passed = passed;
    }

    void set(Duration time) {
        isSet = true;
        at = loop.ticker().nanoTime() + time.toNanos();
        if (alarm == null) {
            ring(time.toNanos());
        } else if (alarmAt - at > 0) {
            alarm.cancel(false);
            ring(time.toNanos());
        }
    }

    void stop() {
        isSet = false;
    }

    /// For good: nothing stays behind.
    void end() {
        isSet = false;
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void ring(long nanos) {
        alarmAt = loop.ticker().nanoTime() + nanos;
        alarm = loop.schedule(this::rang, nanos, TimeUnit.NANOSECONDS);
    }

    private void rang() {
        alarm = null;
        if (!isSet) {
            return;
        }
        long left = at - loop.ticker().nanoTime();
        if (left > 0) {
            ring(left);
        } else {
            isSet = false;
            passed.run();
        }
    }
}
