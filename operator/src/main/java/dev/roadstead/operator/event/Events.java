package dev.roadstead.operator.event;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells of transitions as events (events.k8s.io/v1). The same event about the same object is written once in ten
/// minutes; an event is never worth a failed
/// reconcile.
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int REMEMBERED = 4096;
    private static final int MAX_NOTE_BYTES = 1024;
    private static final String CONTROLLER = "roadstead.dev/operator";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /// These are bad news when they are True.
    private static final Set<String> ABNORMAL = Set.of("Stalled", "DeletionBlocked", "Conflict");
    private static final Set<String> SILENT = Set.of("Reconciling", "Progressing", "Collecting");

    private final KubernetesClient client;
    private final String identity;
    private final Clock clock;
    private final Map<String, Instant> written = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Events(KubernetesClient client, String identity, Clock clock) {
        this.client = client;
        this.identity = identity;
        this.clock = clock;
    }

    public void tell(HasMetadata about, List<Condition> transitions) {
        for (Condition condition : transitions) {
            if (!SILENT.contains(condition.getType()) && !condition.getStatus().equals("Unknown")) {
                boolean good = condition.getStatus().equals("True") != ABNORMAL.contains(condition.getType());
                tell(
                        about,
                        good ? "Normal" : "Warning",
                        condition.getReason(),
                        condition.getType() + ": " + condition.getMessage());
            }
        }
    }

    private void tell(HasMetadata about, String type, String reason, String note) {
        Instant now = clock.instant();
        String key = String.join("|", String.valueOf(about.getMetadata().getUid()), type, reason, note);
        synchronized (written) {
            Instant last = written.get(key);
            if (last != null && last.plus(QUIET).isAfter(now)) {
                return;
            }
            written.put(key, now);
        }
        try {
            client.resource(event(about, type, reason, note, now)).create();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("kind", about.getKind())
                    .addKeyValue("name", about.getMetadata().getName())
                    .addKeyValue("error", e.getMessage())
                    .log("an event could not be written");
        }
    }

    private Event event(HasMetadata about, String type, String reason, String note, Instant now) {
        String namespace = about.getMetadata().getNamespace() == null
                ? "default"
                : about.getMetadata().getNamespace();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getMetadata().getName() + "-") // a dot may not be last
                .withNamespace(namespace)
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withType(type)
                .withReason(reason)
                .withNote(cut(note))
                .withAction("Reconcile")
                .withReportingController(CONTROLLER)
                .withReportingInstance(identity)
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withName(about.getMetadata().getName())
                        .withNamespace(about.getMetadata().getNamespace())
                        .withUid(about.getMetadata().getUid())
                        .build())
                .build();
    }

    /// As much of a note as an API server takes.
    static String cut(String note) {
        int bytes = 0;
        for (int i = 0; i < note.length(); i = note.offsetByCodePoints(i, 1)) {
            bytes += Character.toString(note.codePointAt(i)).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_NOTE_BYTES) {
                return note.substring(0, i);
            }
        }
        return note;
    }
}
