package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Key;

/// What the server itself does as part of a write: a stored CRD is served, a stored namespace gets its service account.
final class Commits {

    private final Definitions definitions;
    private final NamespaceContent namespaceContent;

    Commits(Definitions definitions, NamespaceContent namespaceContent) {
        this.definitions = definitions;
        this.namespaceContent = namespaceContent;
    }

    void stored(Kind kind, Key key, ObjectNode object) {
        if (kind.is("apiextensions.k8s.io", "customresourcedefinitions")) {
            definitions.serve(key);
        } else if (kind.is("", "namespaces")) {
            namespaceContent.fill(object);
        }
    }

    void removed(Kind kind, Key key, ObjectNode object) {
        if (kind.is("apiextensions.k8s.io", "customresourcedefinitions")) {
            definitions.withdraw(key);
        }
    }
}
