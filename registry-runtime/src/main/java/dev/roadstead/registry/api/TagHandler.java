package dev.roadstead.registry.api;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.content.Tags;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.util.List;

/// `/v2/<name>/tags/list`.
final class TagHandler {
    private final Tags tags;

    TagHandler(Tags tags) {
        this.tags = tags;
    }

    private record TagList(String name, List<String> tags) {}

    Response handle(ApiRoute.Tags route, Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> list(route, Page.of(request));
            default -> Responses.methodNotAllowed("GET, HEAD");
        };
    }

    private Response list(ApiRoute.Tags route, Page page) {
        List<String> found = tags.list(route.repository(), page.last(), page.lookAhead())
                .orElseThrow(() -> OciException.of(ErrorCode.NAME_UNKNOWN));
        return page.response(
                route.path(), found, shown -> new TagList(route.repository().name(), shown));
    }
}
