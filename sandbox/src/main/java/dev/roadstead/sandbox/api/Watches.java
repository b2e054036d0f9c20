package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.store.Change;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.RevisionGoneException;
import dev.roadstead.sandbox.store.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Watch over HTTP: one JSON event per line, until the client's timeout, a lost history or the end of the server.
final class Watches {

    private static final long DEFAULT_MIN_SECONDS = 1800;

    private final ObjectStore store;
    private final Faults faults;
    private final Duration bookmarkEvery;

    Watches(ObjectStore store, Faults faults, Duration bookmarkEvery) {
        this.store = store;
        this.faults = faults;
        this.bookmarkEvery = bookmarkEvery;
    }

    ApiResponse watch(Call call, Rendering rendering) {
        boolean initialEvents = initialEvents(call);
        Selection selection = Selection.of(call.kind(), call.query());
        String from = call.query().text("resourceVersion");
        boolean listFirst = initialEvents || from.isEmpty() || from.equals("0");
        long after = listFirst ? 0 : Reads.revision(call.kind(), from);
        long seconds = call.query().number("timeoutSeconds", 0);
        Duration limit = Duration.ofSeconds(
                seconds > 0
                        ? seconds
                        : DEFAULT_MIN_SECONDS + ThreadLocalRandom.current().nextLong(DEFAULT_MIN_SECONDS));
        ApiResponse.Body body = out -> new Session(
                        call, rendering, selection, out, Instant.now().plus(limit))
                .run(listFirst, initialEvents, after);
        return new ApiResponse.Streamed(200, rendering.watchContentType(), Map.of(), body);
    }

    private static boolean initialEvents(Call call) {
        String text = call.query().text("sendInitialEvents");
        String match = call.query().text("resourceVersionMatch");
        if (text.isEmpty()) {
            if (!match.isEmpty()) {
                throw invalidOptions(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
            }
            return false;
        }
        if (!match.equals("NotOlderThan")) {
            throw invalidOptions(
                    "resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        return text.equals("true");
    }

    private static ApiException invalidOptions(String field, String why) {
        return Failures.invalid("meta.k8s.io", "ListOptions", "", List.of(Cause.forbidden(field, why)));
    }

    /// One open watch.
    private final class Session {

        private final Call call;
        private final Rendering rendering;
        private final Selection selection;
        private final OutputStream out;
        private final Instant end;
        private final boolean bookmarks;

        Session(Call call, Rendering rendering, Selection selection, OutputStream out, Instant end) {
            this.call = call;
            this.rendering = rendering;
            this.selection = selection;
            this.out = out;
            this.end = end;
            this.bookmarks = call.query().isTrue("allowWatchBookmarks");
        }

        void run(boolean listFirst, boolean initialEvents, long after) throws IOException, InterruptedException {
            out.flush();
            try {
                if (!listFirst) {
                    store.requireHistory(after);
                }
                follow(listFirst ? sendExisting(initialEvents) : after);
            } catch (RevisionGoneException gone) {
                send("ERROR", Failures.expired(gone.sentence()).toStatus());
            }
        }

        private long sendExisting(boolean announceEnd) throws IOException {
            Snapshot snapshot = store.list(call.kind().resource(), call.namespace());
            for (Snapshot.Item item : snapshot.items()) {
                ObjectNode object = Versions.toClient(call.kind(), item.object());
                if (selection.test(object)) {
                    send("ADDED", rendering.event(call, object));
                }
            }
            if (announceEnd && bookmarks) {
                ObjectNode bookmark = bookmark(snapshot.revision());
                bookmark.withObject("/metadata").putObject("annotations").put("k8s.io/initial-events-end", "true");
                send("BOOKMARK", bookmark);
            }
            return snapshot.revision();
        }

        private void follow(long from) throws IOException, InterruptedException {
            long position = from;
            Instant nextBookmark = Instant.now().plus(bookmarkEvery);
            while (!store.isClosed() && Instant.now().isBefore(end)) {
                Instant until = nextBookmark.isBefore(end) ? nextBookmark : end;
                List<Change> changes = store.changesAfter(position, Duration.between(Instant.now(), until));
                for (Change change : changes) {
                    position = change.revision();
                    if (!send(change)) {
                        return;
                    }
                }
                if (!Instant.now().isBefore(nextBookmark)) {
                    nextBookmark = Instant.now().plus(bookmarkEvery);
                    if (bookmarks) {
                        send("BOOKMARK", bookmark(position));
                    }
                }
            }
        }

        /// False when a fault cuts the watch.
        private boolean send(Change change) throws IOException, InterruptedException {
            if (!change.key().resource().equals(call.kind().resource())
                    || !inScope(change.key().namespace())) {
                return true;
            }
            ObjectNode now = Versions.toClient(call.kind(), change.object());
            boolean is = change.type() != Change.Type.DELETED && selection.test(now);
            boolean was =
                    change.previous() != null && selection.test(Versions.toClient(call.kind(), change.previous()));
            if (!is && !was) {
                return true;
            }
            String type = is ? was ? "MODIFIED" : "ADDED" : "DELETED";
            JsonNode object = rendering.event(call, now);
            switch (faults.onWatchEvent(call.kind(), change.key())) {
                case Faults.Effect.DropWatch _ -> {
                    return false;
                }
                case Faults.Effect.DelayEvent(Duration delay) -> Thread.sleep(delay);
                case Faults.Effect.DuplicateEvent _ -> send(type, object);
                case null, default -> {}
            }
            send(type, object);
            return true;
        }

        private boolean inScope(String namespace) {
            return call.namespace().isEmpty() || call.namespace().equals(namespace);
        }

        private ObjectNode bookmark(long revision) {
            ObjectNode object = Json.object();
            object.put("kind", call.kind().kind()).put("apiVersion", call.kind().apiVersion());
            object.putObject("metadata").put("resourceVersion", Long.toString(revision));
            return rendering.bookmark(object);
        }

        private void send(String type, JsonNode object) throws IOException {
            ObjectNode event = Json.object().put("type", type);
            event.set("object", object);
            out.write(Json.bytes(event));
            out.write('\n');
            out.flush();
        }
    }
}
