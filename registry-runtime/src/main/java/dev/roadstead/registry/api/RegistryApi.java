package dev.roadstead.registry.api;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Everything below `/v2/`. Who may call what was decided before.
public final class RegistryApi implements Handler {
    private final CatalogHandler catalog;
    private final TagHandler tags;
    private final ManifestHandler manifests;
    private final BlobHandler blobs;
    private final UploadHandler uploads;
    private final ReferrersHandler referrers;

    public RegistryApi(ContentStore content, Supplier<Limits> limits) {
        this.catalog = new CatalogHandler(content);
        this.tags = new TagHandler(content.tags());
        this.manifests = new ManifestHandler(content, limits);
        this.blobs = new BlobHandler(content.blobs());
        this.uploads = new UploadHandler(content, limits);
        this.referrers = new ReferrersHandler(content.manifests());
    }

    @Override
    public Response handle(Request request) throws IOException {
        return switch (ApiRoute.parse(request.path())) {
            case ApiRoute.Base _ -> base(request);
            case ApiRoute.Catalog _ -> catalog.handle(request);
            case ApiRoute.Tags route -> tags.handle(route, request);
            case ApiRoute.Manifest route -> manifests.handle(route, request);
            case ApiRoute.Blob route -> blobs.handle(route, request);
            case ApiRoute.Uploads route -> uploads.handle(route, request);
            case ApiRoute.Upload route -> uploads.handle(route, request);
            case ApiRoute.Referrers route -> referrers.handle(route, request);
        };
    }

    /// Manifests that were asked for lately.
    @Override
    public @Nullable Response answerAtOnce(Request request) {
        return ApiRoute.parse(request.path()) instanceof ApiRoute.Manifest route
                ? manifests.answerAtOnce(route, request)
                : null;
    }

    private static Response base(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                Json.response(200, Json.emptyObject()).with("Docker-Distribution-API-Version", "registry/2.0");
            default -> Responses.methodNotAllowed("GET, HEAD");
        };
    }
}
