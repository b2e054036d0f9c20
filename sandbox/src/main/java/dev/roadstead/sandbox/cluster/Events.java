package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what happened to an object as Events: one per reason and message, counted, and written at most every ten
/// seconds.
public final class Events {

    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Seen(String name, int count, Instant written) {}

    private final Cluster cluster;
    private final String component;
    private final Clock clock;

    /// By object uid, reason and message; guarded by itself.
    private final Map<String, Seen> seen = new HashMap<>();

    public Events(Cluster cluster, String component, Clock clock) {
        this.cluster = cluster;
        this.component = component;
        this.clock = clock;
    }

    public void normal(ObjectNode object, String reason, String message) {
        record(object, "Normal", reason, message);
    }

    public void warning(ObjectNode object, String reason, String message) {
        record(object, "Warning", reason, message);
    }

    private void record(ObjectNode object, String type, String reason, String message) {
        String key = Meta.uid(object) + "/" + reason + "/" + message;
        Instant now = clock.instant();
        Seen next;
        synchronized (seen) {
            Seen before = seen.get(key);
            if (before == null) {
                next = new Seen(name(object, key, now), 1, now);
            } else {
                boolean quiet = before.written().plus(QUIET).isAfter(now);
                next = new Seen(before.name(), before.count() + 1, quiet ? before.written() : now);
            }
            seen.put(key, next);
        }
        if (next.written().equals(now)) {
            write(object, type, reason, message, next);
        }
    }

    private void write(ObjectNode object, String type, String reason, String message, Seen seen) {
        String namespace = Meta.namespace(object).isEmpty() ? "default" : Meta.namespace(object);
        String time = seen.written().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            if (seen.count() == 1) {
                cluster.create(Resource.EVENTS, event(object, namespace, type, reason, message, seen.name(), time));
            } else {
                ObjectNode patch = Json.object().put("count", seen.count()).put("lastTimestamp", time);
                cluster.merge(Resource.EVENTS, new Key(namespace, seen.name()), patch);
            }
        } catch (ClusterException e) {
            // An event informs; what it tells of does not fail with it.
            log.atDebug().addKeyValue("cause", e.getMessage()).log("event not written");
        }
    }

    private ObjectNode event(
            ObjectNode object, String namespace, String type, String reason, String message, String name, String time) {
        ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
        event.putObject("metadata").put("namespace", namespace).put("name", name);
        event.putObject("involvedObject")
                .put("apiVersion", object.path("apiVersion").asText())
                .put("kind", object.path("kind").asText())
                .put("namespace", Meta.namespace(object))
                .put("name", Meta.name(object))
                .put("uid", Meta.uid(object));
        event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
        event.put("firstTimestamp", time).put("lastTimestamp", time);
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "sandbox");
        return event;
    }

    private static String name(ObjectNode object, String key, Instant now) {
        String hex = Json.hash(Json.object().put("key", key).put("time", now.toString()));
        return Meta.name(object) + "." + hex.substring(0, 16).toLowerCase(Locale.ROOT);
    }
}
