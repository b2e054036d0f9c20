package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.Snapshot;
import java.time.Clock;
import java.util.Optional;

/// Serves what CustomResourceDefinitions define and says so in their conditions.
final class Definitions {

    private static final String RESOURCE = "apiextensions.k8s.io/customresourcedefinitions";

    private final ObjectStore store;
    private final Kinds kinds;
    private final Clock clock;

    Definitions(ObjectStore store, Kinds kinds, Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.clock = clock;
    }

    /// After a restart: everything the journal holds.
    void serveStored() {
        for (Snapshot.Item item : store.list(RESOURCE, "").items()) {
            serve(item.key());
        }
    }

    /// Serves the CRD and writes its status; repeats when another writer comes between.
    void serve(Key key) {
        while (true) {
            Optional<ObjectNode> live = store.get(key);
            if (live.isEmpty()) {
                return;
            }
            ObjectNode crd = live.get();
            Optional<String> taken = takenName(crd);
            if (taken.isEmpty()) {
                kinds.register(crd);
            }
            ObjectNode next = crd.deepCopy();
            writeStatus(next, taken);
            if (Preparation.unchanged(crd, next) || store.put(key, crd, next).isPresent()) {
                return;
            }
        }
    }

    void withdraw(Key key) {
        kinds.unregister(key.name());
    }

    private Optional<String> takenName(ObjectNode crd) {
        String group = crd.path("spec").path("group").asText();
        JsonNode names = crd.path("spec").path("names");
        for (Kind kind : kinds.all()) {
            boolean other =
                    kind.definition() == null || !kind.definition().crd().equals(Meta.name(crd));
            if (other && kind.group().equals(group)) {
                if (kind.plural().equals(names.path("plural").asText())) {
                    return Optional.of("\"" + kind.plural() + "\" is already in use");
                }
                if (kind.kind().equals(names.path("kind").asText())) {
                    return Optional.of("\"" + kind.kind() + "\" is already in use");
                }
            }
        }
        return Optional.empty();
    }

    private void writeStatus(ObjectNode crd, Optional<String> taken) {
        ObjectNode status = crd.get("status") instanceof ObjectNode existing ? existing : crd.putObject("status");
        ArrayNode conditions = status.withArray("/conditions");
        if (taken.isPresent()) {
            condition(conditions, "NamesAccepted", "False", "NameConflict", taken.get());
            condition(conditions, "Established", "False", "NotAccepted", "not all names are accepted");
            return;
        }
        condition(conditions, "NamesAccepted", "True", "NoConflicts", "no conflicts found");
        condition(conditions, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted");
        if (Meta.isDeleting(crd)) {
            condition(
                    conditions,
                    "Terminating",
                    "True",
                    "InstanceDeletionInProgress",
                    "CustomResource deletion is in progress");
        }
        status.set("acceptedNames", crd.path("spec").path("names").deepCopy());
        ArrayNode stored = status.withArray("/storedVersions");
        for (JsonNode version : crd.path("spec").path("versions")) {
            String name = version.path("name").asText();
            if (version.path("storage").asBoolean() && !contains(stored, name)) {
                stored.add(name);
            }
        }
    }

    private static boolean contains(ArrayNode array, String text) {
        for (JsonNode item : array) {
            if (item.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private void condition(ArrayNode conditions, String type, String status, String reason, String message) {
        ObjectNode condition = null;
        for (JsonNode item : conditions) {
            if (item.path("type").asText().equals(type)) {
                condition = (ObjectNode) item;
            }
        }
        if (condition == null) {
            condition = conditions.addObject();
        }
        if (!condition.path("status").asText().equals(status)) {
            condition.put("lastTransitionTime", Meta.time(clock.instant()));
        }
        condition.put("type", type).put("status", status).put("reason", reason).put("message", message);
    }
}
