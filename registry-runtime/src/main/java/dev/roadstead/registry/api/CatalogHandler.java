package dev.roadstead.registry.api;

import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.util.List;

/// `/v2/_catalog`: the repositories (Docker registry API; not in the OCI specification).
final class CatalogHandler {
    private final ContentStore content;

    CatalogHandler(ContentStore content) {
        this.content = content;
    }

    private record Catalog(List<String> repositories) {}

    Response handle(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> list(Page.of(request));
            default -> Responses.methodNotAllowed("GET, HEAD");
        };
    }

    private Response list(Page page) {
        return page.response("/v2/_catalog", content.repositories(page.last(), page.lookAhead()), Catalog::new);
    }
}
