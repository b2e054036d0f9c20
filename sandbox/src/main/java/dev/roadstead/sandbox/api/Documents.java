package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Everything that is not a resource: version, health, OpenAPI.
final class Documents {

    private static final String GIT_VERSION = "v1.36.0-roadstead-sandbox";
    private static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");

    private final OpenApiDocuments openApi;

    Documents(OpenApiDocuments openApi) {
        this.openApi = openApi;
    }

    ApiResponse get(ApiRequest request, String path) {
        for (String health : HEALTH) {
            if (path.equals(health) || path.startsWith(health + "/")) {
                return ApiResponse.text(200, request.query().values().containsKey("verbose") ? verbose(health) : "ok");
            }
        }
        if (path.equals("/version") || path.equals("/version/")) {
            return ApiResponse.json(200, version());
        }
        if (path.equals("/openapi/v3")) {
            return ApiResponse.json(200, openApi.index());
        }
        if (path.startsWith("/openapi/v3/")) {
            return openApi.document(path.substring("/openapi/v3/".length()));
        }
        if (path.equals("/")) {
            ObjectNode paths = Json.object();
            List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version")
                    .forEach(paths.putArray("paths")::add);
            return ApiResponse.json(200, paths);
        }
        throw Failures.noSuchResource();
    }

    private static String verbose(String health) {
        return "[+]ping ok\n" + health.substring(1) + " check passed\n";
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", GIT_VERSION)
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "java" + Runtime.version().feature())
                .put("compiler", "javac")
                .put("platform", "linux/amd64");
    }
}
