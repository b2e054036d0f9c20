package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What kubectl tells of events of either group.
final class EventColumns {

    static final List<Column> COLUMNS = List.of(
            new Column("Last Seen", "string", "", 0, "Last Seen", EventColumns::lastSeen),
            Column.field("Type", "/type"),
            Column.field("Reason", "/reason"),
            Column.text("Object", EventColumns::target),
            Column.text("Subobject", event -> involved(event).path("fieldPath").asText(""))
                    .wide(),
            Column.text("Source", EventColumns::source).wide(),
            Column.text("Message", event -> first(event, "/message", "/note").strip()),
            new Column("First Seen", "string", "", 1, "First Seen", EventColumns::firstSeen),
            Column.text("Count", EventColumns::count).wide(),
            Column.objectName().wide());

    private EventColumns() {}

    private static String first(JsonNode event, String... pointers) {
        return Stream.of(pointers)
                .map(pointer -> event.at(pointer).asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .findFirst()
                .orElse("");
    }

    private static JsonNode involved(JsonNode event) {
        return event.path(event.has("involvedObject") ? "involvedObject" : "regarding");
    }

    private static JsonNode lastSeen(JsonNode event, Instant now) {
        return TextNode.valueOf(Age.since(
                first(
                        event,
                        "/series/lastObservedTime",
                        "/lastTimestamp",
                        "/deprecatedLastTimestamp",
                        "/firstTimestamp",
                        "/deprecatedFirstTimestamp",
                        "/eventTime"),
                now));
    }

    private static JsonNode firstSeen(JsonNode event, Instant now) {
        return TextNode.valueOf(
                Age.since(first(event, "/firstTimestamp", "/deprecatedFirstTimestamp", "/eventTime"), now));
    }

    private static String target(JsonNode event) {
        String kind = involved(event).path("kind").asText("").toLowerCase(Locale.ROOT);
        String name = involved(event).path("name").asText("");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        String component = first(event, "/source/component", "/reportingComponent", "/reportingController");
        String host = first(event, "/source/host", "/reportingInstance");
        return host.isEmpty() ? component : component + ", " + host;
    }

    private static String count(JsonNode event) {
        String count = first(event, "/series/count", "/count", "/deprecatedCount");
        return count.isEmpty() || count.equals("0") ? "1" : count;
    }
}
