package dev.roadstead.sandbox.api;

import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Key;
import java.util.List;

/// One request on a resource: what it names, who asks, and the warnings that go back with the answer.
record Call(
        ApiRequest request,
        Principal principal,
        Kind kind,
        String namespace,
        String name,
        String subresource,
        List<String> warnings) {

    private static final int MANAGER_LIMIT = 128;

    Params query() {
        return request.query();
    }

    Key key() {
        return key(name);
    }

    Key key(String name) {
        return new Key(kind.resource(), namespace, name);
    }

    Call named(String name) {
        return new Call(request, principal, kind, namespace, name, subresource, warnings);
    }

    Call in(String namespace, String name) {
        return new Call(request, principal, kind, namespace, name, subresource, warnings);
    }

    boolean isOn(String wanted) {
        return subresource.equals(wanted);
    }

    boolean dryRun() {
        String value = query().text("dryRun");
        if (!value.isEmpty() && !value.equals("All")) {
            throw Failures.badRequest("dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
        }
        return value.equals("All");
    }

    /// Who will own the fields: the query's fieldManager, else the first part of the user agent.
    String manager() {
        String manager = query().text("fieldManager");
        if (manager.isEmpty()) {
            manager = request.header("user-agent");
            int slash = manager.indexOf('/');
            manager = slash < 0 ? manager : manager.substring(0, slash);
        }
        if (manager.isEmpty()) {
            return "unknown";
        }
        return manager.length() > MANAGER_LIMIT ? manager.substring(0, MANAGER_LIMIT) : manager;
    }
}
