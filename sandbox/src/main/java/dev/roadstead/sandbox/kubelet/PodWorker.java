package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Events;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import dev.roadstead.sandbox.process.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lives as long as one pod on its node: starts its containers, reports what they do, and ends them when the pod goes.
/// One thread does all.
final class PodWorker implements ContainerRun.Pod, Runnable {

    private static final Logger log = LoggerFactory.getLogger(PodWorker.class);
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration FORCED_GRACE = Duration.ofSeconds(1);

    /// What all workers share.
    record Surroundings(ClusterView view, Launches launches, Events events, Clock clock) {}

    private final Surroundings around;
    private final String uid;
    private final Runnable done;
    private final List<ContainerRun> init = new ArrayList<>();
    private final List<ContainerRun> containers = new ArrayList<>();

    private PodContext context;
    private @Nullable JsonNode written;

    /// Guarded by the monitor.
    private boolean awake;

    private volatile boolean sandboxStops;
    private volatile boolean stale;

    /// @param done runs when the pod is gone and nothing of it is left
    PodWorker(Surroundings around, PodContext context, Runnable done) {
        this.around = around;
        this.context = context;
        this.uid = Meta.uid(context.pod());
        this.done = done;
        JsonNode spec = context.pod().path("spec");
        JsonNode status = context.pod().path("status");
        Json.objects(spec.path("initContainers"))
                .forEach(each -> init.add(run(each, status.path("initContainerStatuses"))));
        Json.objects(spec.path("containers"))
                .forEach(each -> containers.add(run(each, status.path("containerStatuses"))));
    }

    private ContainerRun run(ObjectNode container, JsonNode statuses) {
        int restarts = 0;
        for (JsonNode status : statuses) {
            if (status.path("name").asText().equals(container.path("name").asText())) {
                // Known from an earlier life of the sandbox, in which it ran: it has been restarted.
                boolean ran = status.path("state").has("running")
                        || status.path("lastState").has("terminated");
                restarts = status.path("restartCount").asInt() + (ran ? 1 : 0);
            }
        }
        return new ContainerRun(container, this, around.clock(), restarts);
    }

    @Override
    public synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /// Ends the containers but leaves the pod in the API server, for the next start.
    void stopWithSandbox() {
        sandboxStops = true;
        wake();
    }

    @Override
    public void run() {
        try {
            while (!sandboxStops && !isGoing()) {
                await(step());
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            containers.forEach(ContainerRun::kill);
            init.forEach(ContainerRun::kill);
        } finally {
            done.run();
        }
    }

    private boolean isGoing() {
        ObjectNode pod = latest();
        return pod == null || Meta.isDeleting(pod);
    }

    /// The pod as the API server has it; null when it is gone or another has its name.
    private @Nullable ObjectNode latest() {
        ObjectNode pod = around.view().get(Resource.PODS, Key.of(context.pod())).orElse(null);
        if (pod == null || !Meta.uid(pod).equals(uid)) {
            return null;
        }
        context = context.with(pod);
        return pod;
    }

    private Optional<Instant> step() {
        String phase = context.pod().path("status").path("phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return Optional.empty();
        }
        String policy = context.pod().path("spec").path("restartPolicy").asText("Always");
        Optional<Instant> next = Optional.empty();
        if (PodStatuses.initialized(init)) {
            for (ContainerRun container : containers) {
                next = earlier(next, container.step(policy));
            }
        } else {
            for (ContainerRun container : init) {
                next = container.step(policy.equals("Never") ? "Never" : "OnFailure");
                if (!(container.state() instanceof ContainerState.Terminated ended) || ended.exitCode() != 0) {
                    break;
                }
                if (PodStatuses.initialized(init)) {
                    next = Optional.of(around.clock().instant());
                }
            }
        }
        return report() ? next : Optional.of(around.clock().instant().plus(RETRY));
    }

    /// Writes the status if it is a new one; false means that it has to be tried again.
    private boolean report() {
        JsonNode status =
                PodStatuses.status(context, init, containers, around.clock().instant());
        if (status.equals(written)) {
            return true;
        }
        try {
            around.view().status(Resource.PODS, context.pod(), status);
            written = status;
            return true;
        } catch (ClusterException e) {
            if (!e.isConflict() && !e.isNotFound()) {
                log.atDebug()
                        .addKeyValue("pod", context.key())
                        .addKeyValue("cause", e.getMessage())
                        .log("status not written");
            }
            return e.isNotFound();
        }
    }

    /// Something that the pod mentions is different now.
    void changed() {
        stale = true;
        wake();
    }

    /// Volumes first: then what reads them sees the newest.
    private void refresh() {
        stale = false;
        if (containers.stream().anyMatch(run -> run.state() instanceof ContainerState.Running)) {
            try {
                around.launches().refresh(context);
            } catch (NotReadyException e) {
                log.atDebug()
                        .addKeyValue("pod", context.key())
                        .addKeyValue("cause", e.getMessage())
                        .log("volumes not refreshed");
            }
        }
        init.forEach(ContainerRun::hurry);
        containers.forEach(ContainerRun::hurry);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private void await(Optional<Instant> next) throws InterruptedException {
        synchronized (this) {
            while (!awake) {
                long millis = next.map(at ->
                                Duration.between(around.clock().instant(), at).toMillis())
                        .orElse(Long.MAX_VALUE);
                if (millis <= 0) {
                    break;
                }
                wait(millis);
            }
            awake = false;
        }
        if (stale) {
            refresh();
        }
    }

    private void end() throws InterruptedException {
        List<ContainerRun> all = new ArrayList<>(init);
        all.addAll(containers);
        Instant begin = around.clock().instant();
        all.forEach(ContainerRun::terminate);
        while (all.stream().anyMatch(ContainerRun::isRunning)) {
            Instant deadline = begin.plus(grace());
            if (!around.clock().instant().isBefore(deadline)) {
                all.forEach(ContainerRun::kill);
                await(Optional.of(around.clock().instant().plus(RETRY)));
            } else {
                await(Optional.of(deadline));
            }
        }
        if (!sandboxStops) {
            leave(all);
        }
    }

    private Duration grace() {
        ObjectNode pod = latest();
        if (pod == null && !sandboxStops) {
            return FORCED_GRACE;
        }
        JsonNode current = context.pod();
        long seconds =
                current.path("spec").path("terminationGracePeriodSeconds").asLong(30);
        return Duration.ofSeconds(
                current.path("metadata").path("deletionGracePeriodSeconds").asLong(seconds));
    }

    /// The folder goes first: as with a kubelet, whoever sees that the pod is gone finds nothing left of it.
    private void leave(List<ContainerRun> all) throws InterruptedException {
        all.forEach(ContainerRun::settle);
        dropFolder();
        while (latest() != null) {
            try {
                report();
                around.view().cluster().delete(Resource.PODS, context.key(), uid, 0);
                break;
            } catch (ClusterException e) {
                Thread.sleep(RETRY);
                if (sandboxStops) {
                    return;
                }
            }
        }
    }

    private void dropFolder() {
        try {
            DataDirectory.delete(context.folder());
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("pod", context.key())
                    .addKeyValue("cause", e.toString())
                    .log("a pod's folder cannot be removed");
        }
    }

    @Override
    public LocalProcess.Launch launch(JsonNode container, int restart) {
        try {
            Files.createDirectories(context.folder());
        } catch (IOException e) {
            throw new NotReadyException("ContainerCreating", "the pod's folder cannot be made: " + e);
        }
        return around.launches().launch(context, container, restart);
    }

    @Override
    public String ip() {
        return context.podIp();
    }

    @Override
    public void event(String type, String reason, String message) {
        if (type.equals("Normal")) {
            around.events().normal(context.pod(), reason, message);
        } else {
            around.events().warning(context.pod(), reason, message);
        }
    }
}
