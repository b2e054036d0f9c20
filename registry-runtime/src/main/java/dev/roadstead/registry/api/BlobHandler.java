package dev.roadstead.registry.api;

import dev.roadstead.oci.ByteRange;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.content.Blobs;
import dev.roadstead.registry.content.StoredBlob;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.storage.StoredObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// `/v2/<name>/blobs/<digest>`.
final class BlobHandler {
    private static final int CHUNK_IN_BYTES = 64 << 10;

    private final Blobs blobs;

    BlobHandler(Blobs blobs) {
        this.blobs = blobs;
    }

    Response handle(ApiRoute.Blob route, Request request) throws IOException {
        return switch (request.method()) {
            case "GET" -> get(find(route), request);
            case "HEAD" -> whole(find(route));
            case "DELETE" -> delete(route);
            default -> Responses.methodNotAllowed("GET, HEAD, DELETE");
        };
    }

    private StoredBlob find(ApiRoute.Blob route) throws IOException {
        return blobs.find(route.repository(), route.digest())
                .orElseThrow(() -> OciException.of(ErrorCode.BLOB_UNKNOWN));
    }

    private static Response get(StoredBlob blob, Request request) {
        if (Responses.isUnchanged(request, etag(blob))) {
            return new Response(304, headers(blob), new Response.Empty());
        }
        Optional<String> range = request.headers().first("Range").filter(_ -> appliesTo(blob, request));
        if (range.isEmpty()) {
            return whole(blob);
        }
        return switch (ByteRange.parse(range.get(), blob.sizeInBytes())) {
            case ByteRange.Whole _ -> whole(blob);
            case ByteRange.Part part ->
                new Response(206, headers(blob), body(blob.content(), part.offset(), part.sizeInBytes()))
                        .with("Content-Range", "bytes " + part.offset() + "-" + part.last() + "/" + blob.sizeInBytes());
            case ByteRange.Unsatisfiable _ ->
                Responses.error(OciException.withStatus(
                                ErrorCode.SIZE_INVALID, 416, "the blob has " + blob.sizeInBytes() + " bytes"))
                        .with("Content-Range", "bytes */" + blob.sizeInBytes());
        };
    }

    private static boolean appliesTo(StoredBlob blob, Request request) {
        return request.headers().first("If-Range").map(etag(blob)::equals).orElse(true);
    }

    private static Response whole(StoredBlob blob) {
        return new Response(200, headers(blob), body(blob.content(), 0, blob.sizeInBytes()));
    }

    private static Headers headers(StoredBlob blob) {
        return Headers.of("Content-Type", "application/octet-stream")
                .with("Docker-Content-Digest", blob.digest().toString())
                .with("Accept-Ranges", "bytes")
                .with("ETag", etag(blob))
                .with("Content-Disposition", "attachment")
                .with("X-Content-Type-Options", "nosniff");
    }

    private static String etag(StoredBlob blob) {
        return "\"" + blob.digest() + "\"";
    }

    private static Response.Body body(StoredObject content, long offset, long size) {
        return content.file()
                .<Response.Body>map(file -> new Response.FileRange(file, offset, size))
                .orElseGet(
                        () -> new Response.Streamed(OptionalLong.of(size), sink -> copy(content, offset, size, sink)));
    }

    private static void copy(StoredObject content, long offset, long size, Response.Sink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_IN_BYTES);
        try (StoredObject.ObjectReader reader = content.open()) {
            for (long position = offset; position < offset + size; ) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), offset + size - position));
                int read = reader.read(chunk, position);
                if (read < 0) {
                    throw new EOFException("the object is shorter than its blob");
                }
                sink.write(chunk.flip());
                position += read;
            }
        }
    }

    private Response delete(ApiRoute.Blob route) {
        if (!blobs.delete(route.repository(), route.digest())) {
            throw OciException.of(ErrorCode.BLOB_UNKNOWN);
        }
        return Response.of(202);
    }
}
