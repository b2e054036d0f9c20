package dev.roadstead.node.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.node.kube.Backoff;
import dev.roadstead.node.kube.KubeClient;
import dev.roadstead.node.kube.KubeException;
import dev.roadstead.node.kube.Watched;
import dev.roadstead.node.report.NodeStates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread: it wakes for a change, for a proof that is due, and at the latest after the resync period.
public final class AgentLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLoop.class);
    private static final String MIRRORS = "/apis/roadstead.dev/v1alpha1/nodemirrors";
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private final KubeClient client;
    private final NodeAgent agent;
    private final NodeStates states;
    private final String nodeName;
    private final Duration resync;
    private final Clock clock;
    private final RandomGenerator random;
    private final Watched mirrors;
    private final Backoff backoff;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closed;

    public AgentLoop(
            KubeClient client,
            NodeAgent agent,
            NodeStates states,
            AgentSettings settings,
            Clock clock,
            RandomGenerator random) {
        this.client = client;
        this.agent = agent;
        this.states = states;
        this.nodeName = settings.nodeName();
        this.resync = settings.resync();
        this.clock = clock;
        this.random = random;
        this.mirrors = new Watched(client, MIRRORS, SelectedMirrors::view, wake::release, random);
        this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), random);
    }

    /// Returns when the loop is closed. The node's files stay: mirrors outlive their agent.
    public void run() throws InterruptedException {
        mirrors.start();
        while (!closed) {
            Duration pause = round();
            boolean woken = wake.tryAcquire(Math.max(pause.toMillis(), SHORTEST.toMillis()), TimeUnit.MILLISECONDS);
            if (woken) {
                wake.drainPermits();
            }
            mirrors.checkAlive(clock.instant());
        }
    }

    private Duration round() {
        if (!mirrors.isSynced()) {
            return resync;
        }
        try {
            ObjectNode node = client.get("/api/v1/nodes/" + nodeName)
                    .orElseThrow(() -> new KubeException(
                            404, "there is no Node \"" + nodeName + "\": NODE_NAME has to be its name"));
            NodeAgent.Round round = agent.run(SelectedMirrors.of(mirrors.objects(), labels(node)));
            states.report(round.report(), node.at("/metadata/uid").asText());
            backoff.reset();
            return pause(round.next());
        } catch (KubeException e) {
            Duration pause = backoff.next();
            LOG.atWarn().addKeyValue("retryAfter", pause).log("cannot report: {}", e.getMessage());
            return pause;
        }
    }

    /// Between two thirds and four thirds of the period, or earlier when a proof is due.
    private Duration pause(Instant due) {
        long millis = resync.toMillis();
        Duration period = Duration.ofMillis(millis * 2 / 3 + random.nextLong(millis * 2 / 3 + 1));
        Instant now = clock.instant();
        if (due.isBefore(now.plus(period))) {
            return Duration.between(now, due.isBefore(now) ? now : due);
        }
        return period;
    }

    private static Map<String, String> labels(ObjectNode node) {
        Map<String, String> labels = new TreeMap<>();
        node.at("/metadata/labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    @Override
    public void close() {
        closed = true;
        mirrors.close();
        wake.release();
    }
}
