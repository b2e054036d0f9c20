package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Asks one probe of one run of a container again and again, and tells when its verdict changes.
final class Prober {

    /// Between attempts before the first success: a pod is ready soon after it can be. Only attempts at the probe's own
    /// period count as
    /// failures.
    private static final Duration EAGER = Duration.ofMillis(250);

    /// Hears verdicts: `failure` is empty for a success.
    @FunctionalInterface
    interface Listener {
        void verdict(Optional<String> failure);
    }

    private record Settings(
            Duration initialDelay, Duration period, Duration timeout, int failureThreshold, int successThreshold) {
        static Settings of(JsonNode probe) {
            return new Settings(
                    Duration.ofSeconds(probe.path("initialDelaySeconds").asInt(0)),
                    Duration.ofSeconds(Math.max(1, probe.path("periodSeconds").asInt(10))),
                    Duration.ofSeconds(Math.max(1, probe.path("timeoutSeconds").asInt(1))),
                    Math.max(1, probe.path("failureThreshold").asInt(3)),
                    Math.max(1, probe.path("successThreshold").asInt(1)));
        }
    }

    private final ProbeAction action;
    private final Settings settings;
    private final BooleanSupplier begin;
    private final Listener listener;
    private final Thread thread;

    /// @param begin false as long as the probe shall wait (for the startup probe)
    Prober(String name, ProbeAction action, JsonNode probe, BooleanSupplier begin, Listener listener) {
        this.action = action;
        this.settings = Settings.of(probe);
        this.begin = begin;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name(name).start(this::run);
    }

    void stop() {
        thread.interrupt();
    }

    private void run() {
        try {
            Thread.sleep(settings.initialDelay());
            while (!begin.getAsBoolean()) {
                Thread.sleep(100);
            }
            untilFirstSuccess();
            watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilFirstSuccess() throws InterruptedException {
        long period = System.nanoTime();
        int failures = 0;
        int successes = 0;
        while (successes < settings.successThreshold()) {
            Optional<String> failure = action.ask(settings.timeout());
            successes = failure.isEmpty() ? successes + 1 : 0;
            if (System.nanoTime() - period >= settings.period().toNanos()) {
                period = System.nanoTime();
                failures = failure.isEmpty() ? 0 : failures + 1;
                if (failures >= settings.failureThreshold()) {
                    listener.verdict(failure);
                }
            }
            if (successes < settings.successThreshold()) {
                Thread.sleep(EAGER);
            }
        }
        listener.verdict(Optional.empty());
    }

    private void watch() throws InterruptedException {
        int failures = 0;
        int successes = 0;
        while (true) {
            Thread.sleep(settings.period());
            Optional<String> failure = action.ask(settings.timeout());
            failures = failure.isEmpty() ? 0 : failures + 1;
            successes = failure.isEmpty() ? successes + 1 : 0;
            if (failures >= settings.failureThreshold()) {
                listener.verdict(failure);
            } else if (successes == settings.successThreshold()) {
                listener.verdict(Optional.empty());
            }
        }
    }
}
