package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.store.Key;
import java.io.IOException;
import java.util.Base64;

/// Where the next page begins: after this object, in the list as it was at this revision (-1: as it is now).
record ContinueToken(long revision, String namespace, String name) {

    static ContinueToken parse(String text) {
        try {
            JsonNode token = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            return new ContinueToken(
                    token.path("rv").asLong(),
                    token.path("namespace").asText(),
                    token.path("name").asText());
        } catch (IOException | IllegalArgumentException _) {
            throw Failures.badRequest("continue key is not valid");
        }
    }

    String text() {
        byte[] json = Json.bytes(Json.object()
                .put("v", "meta.k8s.io/v1")
                .put("rv", revision)
                .put("namespace", namespace)
                .put("name", name));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    Key after(String resource) {
        return new Key(resource, namespace, name);
    }
}
