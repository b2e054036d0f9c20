package dev.roadstead.registry.api;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.Blobs;
import dev.roadstead.registry.content.Chunk;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.Uploads;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/v2/<name>/blobs/uploads/` and the uploads below it (distribution specification, "Pushing blobs").
final class UploadHandler {
    private final Uploads uploads;
    private final Blobs blobs;
    private final Supplier<Limits> limits;

    UploadHandler(ContentStore content, Supplier<Limits> limits) {
        this.uploads = content.uploads();
        this.blobs = content.blobs();
        this.limits = limits;
    }

    Response handle(ApiRoute.Uploads route, Request request) throws IOException {
        return switch (request.method()) {
            case "POST" -> post(route.repository(), request);
            default -> Responses.methodNotAllowed("POST");
        };
    }

    Response handle(ApiRoute.Upload route, Request request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                progress(204, route.repository(), route.id(), uploads.offset(route.repository(), route.id()));
            case "PATCH" -> patch(route, request);
            case "PUT" -> put(route, request);
            case "DELETE" -> delete(route);
            default -> Responses.methodNotAllowed("GET, PATCH, PUT, DELETE");
        };
    }

    private Response post(Repository repository, Request request) throws IOException {
        Responses.refuseContentEncoding(request);
        Optional<String> mount = request.parameter("mount");
        if (mount.isPresent()) {
            Digest digest = Digest.parse(mount.get());
            if (mount(repository, digest, request.parameter("from"))) {
                return created(repository, digest);
            }
        } else if (request.parameter("digest").isPresent()) {
            Digest digest = digest(request);
            uploads.push(repository, chunk(request), digest);
            return created(repository, digest);
        }
        return progress(202, repository, uploads.start(repository, algorithm(request)), 0);
    }

    /// Without `from`, any repository serves as the source: whoever may push may read all of them.
    private boolean mount(Repository repository, Digest digest, Optional<String> from) {
        if (from.isEmpty()) {
            return blobs.mountFromAny(repository, digest);
        }
        try {
            return blobs.mount(repository, digest, Repository.parse(from.get()));
        } catch (OciException e) {
            if (e.code() == ErrorCode.NAME_INVALID) {
                return false;
            }
            throw e;
        }
    }

    private Response patch(ApiRoute.Upload route, Request request) throws IOException {
        Responses.refuseContentEncoding(request);
        long offset = uploads.append(route.repository(), route.id(), chunk(request));
        return progress(202, route.repository(), route.id(), offset);
    }

    private Response put(ApiRoute.Upload route, Request request) throws IOException {
        Responses.refuseContentEncoding(request);
        Digest digest = digest(request);
        uploads.finish(route.repository(), route.id(), chunk(request), digest);
        return created(route.repository(), digest);
    }

    private Response delete(ApiRoute.Upload route) {
        uploads.cancel(route.repository(), route.id());
        return Response.of(204);
    }

    private Chunk chunk(Request request) {
        return RequestChunk.of(request, limits.get().maxBlobSizeInBytes());
    }

    private static Digest digest(Request request) {
        List<String> digests = request.parameters("digest");
        if (digests.size() != 1) {
            throw OciException.of(ErrorCode.DIGEST_INVALID, "give the digest parameter once");
        }
        return Digest.parse(digests.getFirst());
    }

    private static Digest.Algorithm algorithm(Request request) {
        return request.parameter("digest-algorithm")
                .map(Digest.Algorithm::parse)
                .orElse(Digest.Algorithm.SHA256);
    }

    private static Response created(Repository repository, Digest digest) {
        return Response.of(201)
                .with("Location", new ApiRoute.Blob(repository, digest).path())
                .with("Docker-Content-Digest", digest.toString());
    }

    private static Response progress(int status, Repository repository, String id, long offset) {
        return Response.of(status)
                .with("Location", new ApiRoute.Upload(repository, id).path())
                .with("Range", "0-" + Math.max(0, offset - 1))
                .with("Docker-Upload-UUID", id);
    }
}
