package dev.roadstead.sandbox.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for a state of the world and says, now and then, what it is waiting for.
final class Waiting {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SAY_CHANGES = Duration.ofSeconds(3);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(15);

    private final Progress progress;

    Waiting(Progress progress) {
        this.progress = progress;
    }

    /// @param state why it is not so yet; the last one ends up in the message of a failure
    <T> T until(String what, Duration patience, Supplier<Optional<T>> condition, Supplier<String> state)
            throws InterruptedException {
        long begin = System.nanoTime();
        long said = begin;
        String last = "";
        while (true) {
            Optional<T> result = condition.get();
            if (result.isPresent()) {
                return result.get();
            }
            long now = System.nanoTime();
            if (now - begin > patience.toNanos()) {
                throw new DemoException(
                        "%s: not within %d s; last state: %s".formatted(what, patience.toSeconds(), state.get()));
            }
            if (now - said > SAY_CHANGES.toNanos()) {
                String current = state.get();
                if (!current.equals(last) || now - said > SAY_AGAIN.toNanos()) {
                    said = now;
                    last = current;
                    progress.detail("%d s: %s".formatted((now - begin) / 1_000_000_000, current));
                }
            }
            Thread.sleep(POLL);
        }
    }
}
