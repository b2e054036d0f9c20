package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.openapi.OpenApi;
import java.util.List;

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

    /// @param path `apis/<group>/<version>` or `api/v1`
    ApiResponse document(String path) {
        if (path.isEmpty()) {
            return ApiResponse.json(200, index());
        }
        String groupVersion =
                path.startsWith("apis/") ? path.substring("apis/".length()) : path.replaceFirst("^api/", "");
        List<OpenApi.Served> served = kinds.all().stream()
                .filter(kind -> kind.apiVersion().equals(groupVersion))
                .map(OpenApiDocuments::served)
                .toList();
        if (served.isEmpty()) {
            throw Failures.noSuchResource();
        }
        return ApiResponse.json(200, OpenApi.document(groupVersion, served));
    }

    private static OpenApi.Served served(Kind kind) {
        return new OpenApi.Served(
                kind.group(),
                kind.version(),
                kind.kind(),
                kind.plural(),
                kind.namespaced(),
                kind.definition() == null ? null : kind.definition().schema());
    }
}
