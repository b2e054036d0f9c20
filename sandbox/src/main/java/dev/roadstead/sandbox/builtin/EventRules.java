package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The rules for events of `events.k8s.io`, in the form in which all events are stored. Events of the core group may
/// leave
/// out anything.
final class EventRules {

    private static final int MOST_WORDS = 128;
    private static final int MOST_MESSAGE = 1024;

    private EventRules() {}

    static void check(List<Cause> causes, ObjectNode object) {
        if (!object.hasNonNull("eventTime")) {
            causes.add(Cause.required("eventTime", ""));
        }
        word(causes, object, "reportingComponent", "reportingController");
        word(causes, object, "reportingInstance", "reportingInstance");
        word(causes, object, "action", "action");
        word(causes, object, "reason", "reason");
        JsonNode type = object.path("type");
        if (!type.asText().equals("Normal") && !type.asText().equals("Warning")) {
            causes.add(Cause.invalid("type", "\"\"", "has invalid value: " + type.asText()));
        }
        atMost(causes, "message", object.path("message").asText(""), MOST_MESSAGE);
    }

    private static void word(List<Cause> causes, ObjectNode object, String stored, String field) {
        String value = object.path(stored).asText("");
        if (value.isEmpty()) {
            causes.add(Cause.required(field, ""));
        }
        atMost(causes, field, value, MOST_WORDS);
    }

    private static void atMost(List<Cause> causes, String field, String value, int most) {
        if (value.getBytes(StandardCharsets.UTF_8).length > most) {
            causes.add(Cause.invalid(field, "\"\"", "can have at most " + most + " characters"));
        }
    }
}
