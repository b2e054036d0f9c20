package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roadstead.sandbox.protobuf.ProtobufBody;
import dev.roadstead.sandbox.protobuf.ProtobufException;
import java.io.IOException;

/// Reads request bodies: JSON and YAML.
final class Bodies {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final YAMLMapper STRICT_YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Bodies() {}

    /// The body as one object of the API.
    static ObjectNode object(ApiRequest request) {
        return switch (request.mediaType()) {
            case "", "application/json", "application/yaml" -> parse(request, isYaml(request));
            case "application/vnd.kubernetes.protobuf" -> protobuf(request);
            default ->
                throw Failures.unsupportedMediaType("the body of the request was in an unknown format - accepted media"
                        + " types include: application/json, application/yaml");
        };
    }

    private static ObjectNode protobuf(ApiRequest request) {
        try {
            return ProtobufBody.toJson(request.body().bytes());
        } catch (ProtobufException failure) {
            throw Failures.unsupportedMediaType(failure.sentence());
        }
    }

    /// The body of a server-side apply: YAML, of which JSON is a part.
    static ObjectNode applied(ApiRequest request) {
        return parse(request, true);
    }

    /// The body as any JSON, for patches.
    static JsonNode json(ApiRequest request) {
        try {
            return Json.MAPPER.readTree(request.body().bytes());
        } catch (IOException failure) {
            throw Failures.badRequest("error decoding patch: " + firstLine(failure));
        }
    }

    /// The body as an object, or an empty one when there is none (delete options).
    static ObjectNode optional(ApiRequest request) {
        return request.body().isEmpty() ? Json.object() : object(request);
    }

    /// The first field that stands twice in the body, as the message of a strict decoder; empty when there is none.
    static String duplicateField(ApiRequest request, boolean yaml) {
        JsonMapper json = Json.STRICT;
        if (request.mediaType().equals("application/vnd.kubernetes.protobuf")) {
            return "";
        }
        try {
            if (yaml) {
                STRICT_YAML.readTree(request.body().bytes());
            } else {
                json.readTree(request.body().bytes());
            }
            return "";
        } catch (JsonProcessingException failure) {
            String message = failure.getOriginalMessage();
            int quote = message.indexOf('\'');
            int end = message.indexOf('\'', quote + 1);
            return message.startsWith("Duplicate field") && end > quote
                    ? "duplicate field \"" + message.substring(quote + 1, end) + "\""
                    : "";
        } catch (IOException _) {
            return "";
        }
    }

    static boolean isYaml(ApiRequest request) {
        return request.mediaType().endsWith("yaml");
    }

    private static ObjectNode parse(ApiRequest request, boolean yaml) {
        try {
            JsonNode node = yaml
                    ? YAML.readTree(request.body().bytes())
                    : Json.MAPPER.readTree(request.body().bytes());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Failures.badRequest("the object provided is unrecognized (must be of type Object): the body is "
                    + (node == null || node.isMissingNode() ? "empty" : "not a JSON object"));
        } catch (IOException failure) {
            throw Failures.badRequest("the object provided is unrecognized: " + firstLine(failure));
        }
    }

    private static String firstLine(IOException failure) {
        String message = failure instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse("the body cannot be read");
    }
}
