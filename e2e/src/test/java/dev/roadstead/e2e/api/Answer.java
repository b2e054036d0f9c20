package dev.roadstead.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;

/// What a server said.
///
/// @param body the JSON tree; a text node where the server did not answer JSON
record Answer(String request, int code, JsonNode body, HttpHeaders headers) {

    /// The object, when the server said yes.
    ObjectNode object() {
        if (code >= 300) {
            throw new AssertionError(request + " was answered " + code + ": " + message());
        }
        return (ObjectNode) body;
    }

    /// A member by JSON pointer, as text; empty when there is none.
    String text(String pointer) {
        return body.at(pointer).asText();
    }

    String name() {
        return text("/metadata/name");
    }

    String uid() {
        return text("/metadata/uid");
    }

    String resourceVersion() {
        return text("/metadata/resourceVersion");
    }

    long generation() {
        return body.at("/metadata/generation").asLong();
    }

    String reason() {
        return text("/reason");
    }

    String message() {
        return body.isTextual() ? body.asText() : text("/message");
    }

    @Override
    public String toString() {
        return request + " -> " + code + " " + body;
    }
}
