package dev.roadstead.registry.proxy;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.config.RuntimeStatus.ProxyCacheStatus;
import dev.roadstead.oci.ByteRange;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.api.ApiRoute;
import dev.roadstead.registry.content.BlobReader;
import dev.roadstead.registry.content.Blobs;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.StoredBlob;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Serves one cache: makes sure that what is asked for is in the local store, and lets the API serve it from there.
final class CacheHandler {
    private static final int CHUNK_IN_BYTES = 64 << 10;
    private static final int MAX_ATTEMPTS = 3;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final ProxyCache settings;
    private final CachedUpstream upstream;
    private final ManifestCache manifests;
    private final BlobCache fills;
    private final Blobs blobs;
    private final Handler api;

    CacheHandler(
            ProxyCache settings,
            CachedUpstream upstream,
            ContentStore content,
            Supplier<Limits> limits,
            Clock clock,
            Handler api) {
        this.settings = settings;
        this.upstream = upstream;
        this.blobs = content.blobs();
        this.api = api;
        this.manifests = new ManifestCache(
                settings, upstream, content.manifests(), () -> limits.get().maxManifestSizeInBytes(), clock);
        this.fills = new BlobCache(settings, upstream, blobs, () -> limits.get().maxBlobSizeInBytes());
    }

    ProxyCache settings() {
        return settings;
    }

    ProxyCacheStatus status() {
        return upstream.counters().status(settings.name());
    }

    CacheCounters counters() {
        return upstream.counters();
    }

    /// A manifest that is stored and needs no question to the upstream; null for anything else.
    @Nullable
    Response answerAtOnce(CacheRequest cached) {
        if (!(cached.route() instanceof ApiRoute.Manifest route)
                || !manifests.isCurrent(cached.name().local(), route.reference())) {
            return null;
        }
        Response response = api.answerAtOnce(cached.request());
        if (response != null) {
            upstream.counters().hit();
            countServed(response, cached.request());
        }
        return response;
    }

    Response handle(CacheRequest cached) throws IOException {
        Request request = cached.request();
        CachedName name = cached.name();
        boolean asMirror = cached.asMirror();
        boolean reads = request.method().equals("GET") || request.isHead();
        if (!reads && !request.method().equals("DELETE")) {
            return ErrorResponses.of(OciException.of(
                            ErrorCode.UNSUPPORTED,
                            "repositories below " + settings.repositoryPrefix() + "/ are a cache of "
                                    + settings.upstream().url() + ": push there, or to another repository"))
                    .with("Allow", "GET, HEAD, DELETE");
        }
        if (!reads) {
            return api.handle(request);
        }
        return switch (cached.route()) {
            case ApiRoute.Manifest manifest -> manifest(manifest, name, request, asMirror);
            case ApiRoute.Blob blob -> blob(blob, name, request, asMirror);
            default -> api.handle(request);
        };
    }

    private Response manifest(ApiRoute.Manifest route, CachedName name, Request request, boolean asMirror)
            throws IOException {
        ManifestCache.Outcome outcome;
        try {
            outcome = manifests.ensure(name, route.reference());
        } catch (UpstreamFailure e) {
            return refuse(e, ErrorCode.MANIFEST_UNKNOWN, asMirror);
        }
        Response response = api.handle(request);
        countServed(response, request);
        return outcome == ManifestCache.Outcome.STALE
                ? response.with("Warning", "110 - \"the upstream cannot be asked, this may be out of date\"")
                : response;
    }

    private void countServed(Response response, Request request) {
        if (!request.isHead() && response.body() instanceof Response.Bytes(byte[] content)) {
            upstream.counters().served(content.length);
        }
    }

    private static Response refuse(UpstreamFailure failure, ErrorCode unknown, boolean asMirror) {
        Response response = ErrorResponses.of(failure.toClient(unknown, asMirror));
        return response.status() == 429 || response.status() == 503
                ? response.with(
                        "Retry-After",
                        String.valueOf(Math.max(1, failure.retryAfter().toSeconds())))
                : response;
    }

    private Response blob(ApiRoute.Blob route, CachedName name, Request request, boolean asMirror) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<StoredBlob> stored = blobs.find(name.local(), route.digest());
            if (stored.isPresent()) {
                return stored(request);
            }
            try {
                return request.isHead()
                        ? whole(route.digest(), fills.size(name, route.digest()))
                        : follow(fills.fill(name, route.digest()), request);
            } catch (UpstreamFailure e) {
                return refuse(e, ErrorCode.BLOB_UNKNOWN, asMirror);
            } catch (FillEndedException e) {
                if (attempt == MAX_ATTEMPTS) {
                    UpstreamFailure failure = new UpstreamFailure(
                            UpstreamFailure.Kind.UNAVAILABLE, "the upstream does not send the blob whole");
                    return refuse(failure, ErrorCode.BLOB_UNKNOWN, asMirror);
                }
            }
        }
    }

    private Response stored(Request request) throws IOException {
        upstream.counters().hit();
        Response response = api.handle(request);
        if (!request.isHead()) {
            upstream.counters().served(sizeInBytes(response));
        }
        return response;
    }

    private static long sizeInBytes(Response response) {
        return switch (response.body()) {
            case Response.Empty() -> 0;
            case Response.Bytes(byte[] content) -> content.length;
            case Response.FileRange range -> range.sizeInBytes();
            case Response.Streamed streamed -> streamed.sizeInBytes().orElse(0);
        };
    }

    private static Headers headers(Digest digest) {
        return Headers.of("Content-Type", "application/octet-stream")
                .with("Docker-Content-Digest", digest.toString())
                .with("ETag", "\"" + digest + "\"")
                .with("Content-Disposition", "attachment");
    }

    private static Response whole(Digest digest, OptionalLong size) {
        Headers headers = headers(digest).with("Accept-Ranges", "bytes");
        return new Response(
                200,
                size.isEmpty() ? headers : headers.with("Content-Length", String.valueOf(size.getAsLong())),
                new Response.Empty());
    }

    /// The client reads what is there, and waits for what is not, at its own pace.
    private Response follow(BlobFill fill, Request request) throws IOException {
        OptionalLong size = fill.sizeInBytes();
        Headers headers = headers(fill.digest());
        Optional<String> range = request.headers().first("Range");
        if (size.isEmpty()
                || range.isEmpty()
                || request.headers().first("If-Range").isPresent()) {
            return new Response(200, headers, streamed(fill, 0, size));
        }
        return switch (ByteRange.parse(range.get(), size.getAsLong())) {
            case ByteRange.Whole() -> new Response(200, headers, streamed(fill, 0, size));
            case ByteRange.Part part ->
                new Response(
                        206,
                        headers.with(
                                "Content-Range", "bytes " + part.offset() + "-" + part.last() + "/" + size.getAsLong()),
                        streamed(fill, part.offset(), OptionalLong.of(part.sizeInBytes())));
            case ByteRange.Unsatisfiable() ->
                ErrorResponses.of(OciException.withStatus(
                                ErrorCode.SIZE_INVALID, 416, "the blob has " + size.getAsLong() + " bytes"))
                        .with("Content-Range", "bytes */" + size.getAsLong());
        };
    }

    private Response.Streamed streamed(BlobFill fill, long from, OptionalLong length) throws IOException {
        BlobReader reader = fill.newReader();
        return new Response.Streamed(length, sink -> copy(reader, from, length, sink));
    }

    private void copy(BlobReader reader, long from, OptionalLong length, Response.Sink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_IN_BYTES);
        long left = length.orElse(Long.MAX_VALUE);
        long position = from;
        try (reader) {
            while (left > 0) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), left));
                int read = read(reader, chunk, position);
                if (read < 0) {
                    break;
                }
                sink.write(chunk.flip());
                upstream.counters().served(read);
                position += read;
                left -= read;
            }
        }
    }

    /// The fill tells the log why it failed; a client that followed it is cut, or told if it has nothing yet.
    private static int read(BlobReader reader, ByteBuffer chunk, long position) {
        try {
            return reader.read(chunk, position);
        } catch (IOException e) {
            throw OciException.withStatus(
                    ErrorCode.BLOB_UNKNOWN, SERVICE_UNAVAILABLE, "the upstream does not send the blob whole");
        }
    }

    void close() {
        upstream.close();
    }
}
