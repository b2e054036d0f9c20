package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/// The form in which a client wants objects: whole, as a Table, or metadata only.
enum Rendering {
    OBJECT,
    TABLE,
    METADATA;

    private static final String META_VERSION = "meta.k8s.io/v1";

    /// The first form in the Accept header that the server has.
    static Rendering of(ApiRequest request) {
        String accept = request.header("accept");
        if (accept.isBlank()) {
            return OBJECT;
        }
        for (String entry : accept.split(",")) {
            String range = entry.trim().toLowerCase(Locale.ROOT);
            if (range.startsWith("application/json") || range.startsWith("*/*") || range.startsWith("application/*")) {
                if (range.contains("as=table")) {
                    return TABLE;
                }
                return range.contains("as=partialobjectmetadata") ? METADATA : OBJECT;
            }
        }
        throw new ApiException(
                406, "NotAcceptable", "only the following media types are accepted: application/json", Json.object());
    }

    ApiResponse respond(Call call, int status, ObjectNode object) {
        JsonNode body = switch (this) {
            case OBJECT -> object;
            case TABLE -> table(call, object);
            case METADATA -> metadata(object);
        };
        return ApiResponse.json(status, body);
    }

    JsonNode event(Call call, ObjectNode object) {
        return switch (this) {
            case OBJECT -> object;
            case TABLE -> table(call, object);
            case METADATA -> metadata(object);
        };
    }

    ObjectNode bookmark(ObjectNode object) {
        return switch (this) {
            case OBJECT -> object;
            case TABLE -> {
                ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", META_VERSION);
                table.set("metadata", object.get("metadata"));
                table.putArray("columnDefinitions");
                table.putArray("rows");
                yield table;
            }
            case METADATA -> metadata(object);
        };
    }

    String watchContentType() {
        return "application/json;stream=watch";
    }

    private static JsonNode table(Call call, ObjectNode object) {
        return isStatus(object) ? object : TableView.of(call, object);
    }

    private static ObjectNode metadata(ObjectNode object) {
        if (isStatus(object)) {
            return object;
        }
        ObjectNode partial = Json.object().put("apiVersion", META_VERSION);
        partial.set("metadata", object.path("metadata"));
        if (object.get("items") instanceof ArrayNode items) {
            partial.put("kind", "PartialObjectMetadataList");
            ArrayNode views = partial.putArray("items");
            items.forEach(item -> views.add(metadata((ObjectNode) item)));
        } else {
            partial.put("kind", "PartialObjectMetadata");
        }
        return partial;
    }

    private static boolean isStatus(ObjectNode object) {
        return object.path("kind").asText().equals("Status");
    }
}
