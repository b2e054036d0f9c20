package dev.roadstead.registry.api;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.Manifests;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.StoredManifest;
import dev.roadstead.registry.content.Tags;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// `/v2/<name>/manifests/<reference>`. A manifest is served as it was pushed, whatever the client says it accepts.
final class ManifestHandler {
    private static final int MAX_TAGS = 100;

    private final Manifests manifests;
    private final Tags tags;
    private final Supplier<Limits> limits;
    private final Parsing parsing = new Parsing();

    ManifestHandler(ContentStore content, Supplier<Limits> limits) {
        this.manifests = content.manifests();
        this.tags = content.tags();
        this.limits = limits;
    }

    Response handle(ApiRoute.Manifest route, Request request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> get(route, request);
            case "PUT" -> put(route, request);
            case "DELETE" -> delete(route);
            default -> Responses.methodNotAllowed("GET, HEAD, PUT, DELETE");
        };
    }

    /// A HEAD or GET of a manifest that was asked for lately; null for anything else.
    @Nullable
    Response answerAtOnce(ApiRoute.Manifest route, Request request) {
        if (!request.method().equals("GET") && !request.isHead()) {
            return null;
        }
        StoredManifest manifest = manifests.findAtOnce(route.repository(), route.reference());
        return manifest == null ? null : answer(manifest, request);
    }

    private Response get(ApiRoute.Manifest route, Request request) {
        return answer(
                manifests
                        .find(route.repository(), route.reference(), request.memory()::take)
                        .orElseThrow(() -> OciException.of(ErrorCode.MANIFEST_UNKNOWN)),
                request);
    }

    private static Response answer(StoredManifest manifest, Request request) {
        String etag = "\"" + manifest.digest() + "\"";
        Headers headers = Headers.of("Content-Type", manifest.mediaType())
                .with("Docker-Content-Digest", manifest.digest().toString())
                .with("ETag", etag)
                .with("X-Content-Type-Options", "nosniff");
        return Responses.isUnchanged(request, etag)
                ? new Response(304, headers, new Response.Empty())
                : new Response(200, headers, new Response.Bytes(manifest.content()));
    }

    private Response put(ApiRoute.Manifest route, Request request) throws IOException {
        Responses.refuseContentEncoding(request);
        List<Tag> extraTags = extraTags(request);
        Limits current = limits.get();
        byte[] content = content(request, current.maxManifestSizeInBytes());
        Digest digest = digest(route.reference(), content);
        Manifest manifest = parsing.of(content.length, () -> {
            Manifest parsed = Manifest.parse(
                    content, request.headers().first("Content-Type").orElse(null));
            manifests.push(
                    route.repository(),
                    new NewManifest(digest, parsed, content, tags(route, extraTags)),
                    current.acceptsSparseManifests());
            return parsed;
        });

        Response created = Response.of(201)
                .with("Location", new ApiRoute.Manifest(route.repository(), new Reference.ByDigest(digest)).path())
                .with("Docker-Content-Digest", digest.toString());
        Descriptor subject = manifest.subject();
        if (subject != null) {
            created = created.with("OCI-Subject", subject.digest().toString());
        }
        for (Tag tag : extraTags) {
            created = created.with("OCI-Tag", tag.name());
        }
        return created;
    }

    private static List<Tag> extraTags(Request request) {
        List<String> names = request.parameters("tag");
        if (names.size() > MAX_TAGS) {
            throw OciException.withStatus(ErrorCode.UNSUPPORTED, 414, "at most " + MAX_TAGS + " tag parameters");
        }
        return names.stream().map(Tag::parse).toList();
    }

    private static List<Tag> tags(ApiRoute.Manifest route, List<Tag> extraTags) {
        List<Tag> all = new ArrayList<>(extraTags);
        if (route.reference() instanceof Tag tag) {
            all.add(tag);
        }
        return all;
    }

    private static Digest digest(Reference reference, byte[] content) {
        return switch (reference) {
            case Tag _ -> Digest.sha256(content);
            case Reference.ByDigest(Digest expected) -> {
                if (!Digest.of(expected.algorithm(), content).equals(expected)) {
                    throw OciException.of(ErrorCode.DIGEST_INVALID);
                }
                yield expected;
            }
        };
    }

    private static byte[] content(Request request, long maxSizeInBytes) throws IOException {
        return request.readAll(
                maxSizeInBytes,
                () -> OciException.withStatus(
                        ErrorCode.MANIFEST_INVALID, 413, "a manifest may have at most " + maxSizeInBytes + " bytes"));
    }

    /// By tag, only the tag goes; by digest, the manifest and every tag on it.
    private Response delete(ApiRoute.Manifest route) {
        boolean deleted = switch (route.reference()) {
            case Tag tag -> tags.delete(route.repository(), tag);
            case Reference.ByDigest(Digest digest) -> manifests.delete(route.repository(), digest);
        };
        if (!deleted) {
            throw OciException.of(ErrorCode.MANIFEST_UNKNOWN);
        }
        return Response.of(202);
    }
}
