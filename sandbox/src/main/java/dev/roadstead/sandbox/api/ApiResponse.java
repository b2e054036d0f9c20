package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/// What goes back to the client.
public sealed interface ApiResponse {

    int status();

    String contentType();

    /// Extra headers.
    Map<String, List<String>> headers();

    /// A whole body.
    record Whole(int status, String contentType, Map<String, List<String>> headers, Payload body)
            implements ApiResponse {}

    /// A body that is written as it comes: a watch or a followed log.
    record Streamed(int status, String contentType, Map<String, List<String>> headers, Body body)
            implements ApiResponse {}

    /// The connection is cut without an answer.
    record Cut() implements ApiResponse {
        @Override
        public int status() {
            return 0;
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public Map<String, List<String>> headers() {
            return Map.of();
        }
    }

    /// Writes a streamed body; returns at its end. An IOException means that the client is gone.
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static ApiResponse json(int status, JsonNode body) {
        return new Whole(status, "application/json", Map.of(), Payload.of(Json.bytes(body)));
    }

    static ApiResponse text(int status, String body) {
        return new Whole(status, "text/plain; charset=utf-8", Map.of(), Payload.of(body));
    }
}
