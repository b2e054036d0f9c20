package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;

/// OpenAPI v3: an index of documents, one document per group version.
final class OpenApiDocuments {

    private final Kinds kinds;

    OpenApiDocuments(Kinds kinds) {
        this.kinds = kinds;
    }

    ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        for (Kind kind : kinds.all()) {
            String path = (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
            paths.putObject(path).put("serverRelativeURL", "/openapi/v3/" + path);
        }
        return index;
    }

    ApiResponse document(String path) {
        if (path.isEmpty()) {
            return ApiResponse.json(200, index());
        }
        throw Failures.noSuchResource();
    }
}
