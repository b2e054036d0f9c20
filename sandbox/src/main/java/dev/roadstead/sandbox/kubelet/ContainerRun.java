package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.kubelet.ContainerState.Running;
import dev.roadstead.sandbox.kubelet.ContainerState.Terminated;
import dev.roadstead.sandbox.kubelet.ContainerState.Waiting;
import dev.roadstead.sandbox.process.LocalProcess;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One container of a pod over all its restarts. All methods are called by the pod's own thread; the process and the
/// probes only set flags
/// and wake it.
final class ContainerRun {

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
    private static final Duration LAST_BACK_OFF = Duration.ofMinutes(1);
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// What a run of the container needs from its pod.
    interface Pod {
        /// Makes everything ready and says what to start; [NotReadyException] says why not.
        LocalProcess.Launch launch(JsonNode container, int restart);

        String ip();

        /// Something happened: the pod's thread shall look.
        void wake();

        void event(String type, String reason, String message);
    }

    private final JsonNode container;
    private final Pod pod;
    private final Clock clock;
    private final List<Prober> probers = new ArrayList<>();

    private ContainerState state = new Waiting("ContainerCreating", "");
    private @Nullable Terminated last;
    private @Nullable LocalProcess process;
    private int restarts;
    private int crashes;
    private Instant nextStart;

    private volatile boolean exited;
    private volatile boolean started;
    private volatile boolean ready;

    ContainerRun(JsonNode container, Pod pod, Clock clock, int restarts) {
        this.container = container;
        this.pod = pod;
        this.clock = clock;
        this.restarts = restarts;
        this.nextStart = clock.instant();
    }

    String name() {
        return container.path("name").asText();
    }

    String image() {
        return container.path("image").asText();
    }

    ContainerState state() {
        return state;
    }

    Optional<Terminated> last() {
        return Optional.ofNullable(last);
    }

    int restarts() {
        return restarts;
    }

    boolean isStarted() {
        return state instanceof Running && started;
    }

    boolean isReady() {
        return isStarted() && ready;
    }

    /// Waits no longer for the next attempt: what it waited for may have come. A back-off after a crash goes on.
    void hurry() {
        if (state instanceof Waiting waiting && !waiting.reason().equals("CrashLoopBackOff")) {
            nextStart = clock.instant();
        }
    }

    /// Takes note of an exit, starts what is due, and returns when to look again.
    Optional<Instant> step(String restartPolicy) {
        if (process != null && exited) {
            ended(process, restartPolicy);
        }
        if (state instanceof Waiting) {
            if (!nextStart.isAfter(clock.instant())) {
                start();
            }
            return state instanceof Waiting ? Optional.of(nextStart) : Optional.empty();
        }
        return Optional.empty();
    }

    private void start() {
        try {
            LocalProcess.Launch launch = pod.launch(container, restarts);
            exited = false;
            started = !container.has("startupProbe");
            ready = !container.has("readinessProbe");
            LocalProcess fresh = LocalProcess.start(launch, clock);
            process = fresh;
            state = new Running(fresh.started());
            fresh.onExit(() -> {
                exited = true;
                pod.wake();
            });
            probe(fresh);
            pod.event("Normal", "Started", "Started container " + name() + " (pid " + fresh.pid() + ")");
        } catch (NotReadyException e) {
            wait(e.reason(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            wait("RunContainerError", String.valueOf(e.getMessage()));
        }
    }

    private void wait(String reason, String message) {
        Waiting waiting = new Waiting(reason, message);
        if (!waiting.equals(state)) {
            pod.event("Warning", reason.equals("ContainerCreating") ? "FailedMount" : reason, message);
        }
        state = waiting;
        nextStart = clock.instant().plus(LOOK_AGAIN);
    }

    private void ended(LocalProcess ended, String restartPolicy) {
        probers.forEach(Prober::stop);
        probers.clear();
        process = null;
        Instant now = clock.instant();
        var terminated = new Terminated(ended.exitCode(), ended.lastLine(), ended.started(), now);
        boolean again = restartPolicy.equals("Always") || (restartPolicy.equals("OnFailure") && ended.exitCode() != 0);
        if (!again) {
            state = terminated;
            return;
        }
        last = terminated;
        restarts++;
        boolean stable = Duration.between(ended.started(), now).compareTo(LONG_ENOUGH) > 0;
        crashes = stable ? 1 : crashes + 1;
        Duration delay = FIRST_BACK_OFF.multipliedBy(1L << Math.min(crashes - 1, 20));
        delay = delay.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : delay;
        nextStart = now.plus(delay);
        state = new Waiting(
                "CrashLoopBackOff", "back-off " + delay.toMillis() + "ms restarting failed container=" + name());
        pod.event(
                "Warning",
                "BackOff",
                "Container " + name() + " ended with exit code " + ended.exitCode() + "; its log: " + ended.logFile());
    }

    private void probe(LocalProcess of) {
        probe("startupProbe", () -> true, of, (failure, run) -> {
            if (failure.isEmpty()) {
                started = true;
                pod.wake();
            } else {
                unhealthy("Startup", failure.get(), run);
            }
        });
        probe("readinessProbe", () -> started, of, (failure, _) -> {
            if (ready != failure.isEmpty()) {
                ready = failure.isEmpty();
                failure.ifPresent(why -> pod.event("Warning", "Unhealthy", "Readiness probe failed: " + why));
                pod.wake();
            }
        });
        probe(
                "livenessProbe",
                () -> started,
                of,
                (failure, run) -> failure.ifPresent(why -> unhealthy("Liveness", why, run)));
    }

    private void probe(
            String field,
            java.util.function.BooleanSupplier begin,
            LocalProcess of,
            BiConsumer<Optional<String>, LocalProcess> then) {
        if (container.has(field)) {
            JsonNode probe = container.path(field);
            ProbeAction action = ProbeAction.of(probe, container, pod.ip());
            probers.add(new Prober(field + "-" + name(), action, probe, begin, failure -> then.accept(failure, of)));
        }
    }

    /// Ends a run that is not well; its exit then leads to a restart.
    private void unhealthy(String which, String why, LocalProcess run) {
        pod.event("Warning", "Unhealthy", which + " probe failed: " + why + "; restarting container " + name());
        Thread.ofVirtual().name("stop-" + name()).start(() -> {
            try {
                run.stop(Duration.ofSeconds(30).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.currentThread().interrupt();
    }

    /// Asks the container to stop; [#isRunning] says when it has.
    void terminate() {
        probers.forEach(Prober::stop);
        if (process != null) {
            process.terminate();
        }
    }

    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    boolean isRunning() {
        if (process != null && exited) {
            ended(process, "Never");
        }
        return process != null;
    }

    /// Marks a container that never came to run, for the last status of its pod.
    void settle() {
        if (state instanceof Waiting) {
            Instant now = clock.instant();
            state = last != null ? last : new Terminated(137, "the pod was deleted before it started", now, now);
        }
    }
}
