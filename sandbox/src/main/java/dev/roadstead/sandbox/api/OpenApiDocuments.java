package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.openapi.OpenApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
            if (!paths.has(path)) {
                String url = "/openapi/v3/" + path + "?hash=" + hash(servedOf(kind.apiVersion()));
                paths.putObject(path).put("serverRelativeURL", url);
            }
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
        List<OpenApi.Served> served = servedOf(groupVersion);
        if (served.isEmpty()) {
            throw Failures.noSuchResource();
        }
        return ApiResponse.json(200, OpenApi.document(groupVersion, served));
    }

    private List<OpenApi.Served> servedOf(String groupVersion) {
        return kinds.all().stream()
                .filter(kind -> kind.apiVersion().equals(groupVersion))
                .map(OpenApiDocuments::served)
                .toList();
    }

    /// Tells clients, which keep documents, when theirs is old.
    private static String hash(List<OpenApi.Served> served) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(served.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
