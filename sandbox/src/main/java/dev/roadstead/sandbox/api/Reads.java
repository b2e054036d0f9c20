package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.store.RevisionGoneException;
import dev.roadstead.sandbox.store.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// Get and list.
final class Reads {

    private static final String CONTINUE_EXPIRED =
            "The provided continue parameter is too old to display a consistent list result. You can start a new list"
                    + " without the continue parameter, or use the continue token in this response to retrieve the"
                    + " remainder of the results. Continuing with the provided token results in an inconsistent list -"
                    + " objects that were created, modified, or deleted between the time the first chunk was returned"
                    + " and now may show up in the list.";

    private final ObjectStore store;

    Reads(ObjectStore store) {
        this.store = store;
    }

    ObjectNode get(Call call) {
        ObjectNode stored = store.get(call.key()).orElseThrow(() -> Failures.notFound(call.kind(), call.name()));
        return Versions.toClient(call.kind(), stored);
    }

    /// A list object, one page of it when the client asks for pages.
    ObjectNode list(Call call) {
        Selection selection = Selection.of(call.kind(), call.query());
        long limit = call.query().number("limit", 0);
        String token = call.query().text("continue");
        ContinueToken from = token.isEmpty() ? null : ContinueToken.parse(token);
        Snapshot snapshot = snapshot(call, from);
        List<Snapshot.Item> matching = new ArrayList<>();
        for (Snapshot.Item item : snapshot.items()) {
            if ((from == null || item.key().compareTo(from.after(call.kind().resource())) > 0)
                    && selection.test(Versions.toClient(call.kind(), item.object()))) {
                matching.add(item);
            }
        }
        int size = limit > 0 ? (int) Math.min(limit, matching.size()) : matching.size();
        ObjectNode list = Json.object();
        list.put("kind", call.kind().name().listKind())
                .put("apiVersion", call.kind().apiVersion());
        ObjectNode metadata = list.putObject("metadata");
        metadata.put("resourceVersion", Long.toString(snapshot.revision()));
        if (size < matching.size()) {
            Key last = matching.get(size - 1).key();
            metadata.put("continue", new ContinueToken(snapshot.revision(), last.namespace(), last.name()).text());
            if (selection.selectsAll()) {
                metadata.set("remainingItemCount", Json.number(matching.size() - size));
            }
        }
        var items = list.putArray("items");
        matching.subList(0, size).forEach(item -> items.add(Versions.toClient(call.kind(), item.object())));
        return list;
    }

    private Snapshot snapshot(Call call, @org.jspecify.annotations.Nullable ContinueToken from) {
        String resource = call.kind().resource();
        if (from != null) {
            try {
                return from.revision() < 0
                        ? store.list(resource, call.namespace())
                        : store.listAt(resource, call.namespace(), from.revision());
            } catch (RevisionGoneException _) {
                String anew = new ContinueToken(-1, from.namespace(), from.name()).text();
                throw Failures.expired(CONTINUE_EXPIRED).withContinue(anew);
            }
        }
        String wanted = call.query().text("resourceVersion");
        if (wanted.isEmpty() && !call.query().text("resourceVersionMatch").isEmpty()) {
            throw Failures.invalid(
                    "meta.k8s.io",
                    "ListOptions",
                    "",
                    List.of(Cause.forbidden(
                            "resourceVersionMatch",
                            "resourceVersionMatch is forbidden unless resourceVersion is provided")));
        }
        if (wanted.isEmpty() || wanted.equals("0")) {
            return store.list(resource, call.namespace());
        }
        long revision = revision(call.kind(), wanted);
        if (revision > store.revision()) {
            throw Failures.retryLater(
                    504, "Timeout", "Too large resource version: " + revision + ", current: " + store.revision(), 1);
        }
        try {
            return call.query().text("resourceVersionMatch").equals("Exact")
                    ? store.listAt(resource, call.namespace(), revision)
                    : store.list(resource, call.namespace());
        } catch (RevisionGoneException gone) {
            throw Failures.expired(gone.sentence());
        }
    }

    static long revision(Kind kind, String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            throw Failures.invalid(
                    kind,
                    "",
                    List.of(Cause.invalid("resourceVersion", "\"" + text + "\"", "must be an unsigned integer")));
        }
    }
}
