package dev.roadstead.registry.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.registry.http.Response;
import java.util.Map;

/// The JSON bodies of this API.
final class Json {
    static final String CONTENT_TYPE = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static Response response(int status, Object body) {
        return Response.of(status, CONTENT_TYPE, write(body));
    }

    static Object emptyObject() {
        return Map.of();
    }

    static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own values can always be written", e);
        }
    }
}
