package dev.roadstead.registry.api;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.registry.content.Manifests;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.metadata.ReferrerTable.Window;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `/v2/<name>/referrers/<digest>` (distribution specification, "Listing Referrers"): never 404, because a subject may
/// come after its referrers.
final class ReferrersHandler {
    private static final int PAGE_SIZE = 1_000;
    /// Four pages at once.
    private static final int PAGE_COST_IN_BYTES = 1 << 20;

    private static final long MAX_PAGE_SIZE_IN_BYTES = 3L << 20;
    private static final byte[] INDEX_BEGIN = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX
                    + "\",\"manifests\":[")
            .getBytes(StandardCharsets.UTF_8);
    private static final byte[] INDEX_END = "]}".getBytes(StandardCharsets.UTF_8);

    private final Manifests manifests;
    private final FallbackReferrers fallback;
    private final Parsing building = new Parsing();

    ReferrersHandler(Manifests manifests) {
        this.manifests = manifests;
        this.fallback = new FallbackReferrers(manifests);
    }

    Response handle(ApiRoute.Referrers route, Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> building.of(PAGE_COST_IN_BYTES, () -> list(route, request));
            default -> Responses.methodNotAllowed("GET, HEAD");
        };
    }

    private Response list(ApiRoute.Referrers route, Request request) {
        Optional<String> artifactType = request.parameter("artifactType").filter(type -> !type.isEmpty());
        String last = request.parameter("last").orElse("");
        Window window = new Window(last, PAGE_SIZE + 1, MAX_PAGE_SIZE_IN_BYTES);
        List<Descriptor> found = merged(
                fallback.find(route.repository(), route.subject(), artifactType.orElse(null)).stream()
                        .filter(referrer -> referrer.digest().toString().compareTo(last) > 0)
                        .toList(),
                manifests.referrers(route.repository(), route.subject(), artifactType.orElse(null), window));
        Shown page = page(found);
        Response response = Response.of(200, MediaTypes.OCI_INDEX, page.index);
        if (page.count < found.size()) {
            Digest next = found.get(page.count - 1).digest();
            response = response.with("Link", next(route, artifactType.orElse(null), next));
        }
        return artifactType.isPresent() ? response.with("OCI-Filters-Applied", "artifactType") : response;
    }

    /// In the order of their digests, as `stored` are already; one that is both is told as it is stored.
    private static List<Descriptor> merged(List<Descriptor> tagged, List<Descriptor> stored) {
        if (tagged.isEmpty()) {
            return stored;
        }
        SortedMap<Digest, Descriptor> all = new TreeMap<>();
        tagged.forEach(referrer -> all.put(referrer.digest(), referrer));
        stored.forEach(referrer -> all.put(referrer.digest(), referrer));
        return List.copyOf(all.values());
    }

    /// An image index of the first `count` of what was found.
    @SuppressWarnings("ArrayRecordComponent")
    private record Shown(byte[] index, int count) {}

    /// As many as fit. Each entry is written once.
    private static Shown page(List<Descriptor> found) {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        index.writeBytes(INDEX_BEGIN);
        int count = 0;
        for (Descriptor referrer : found) {
            byte[] entry = Json.write(referrer);
            if (count == PAGE_SIZE || (count > 0 && index.size() + entry.length > MAX_PAGE_SIZE_IN_BYTES)) {
                break;
            }
            if (count > 0) {
                index.write(',');
            }
            index.writeBytes(entry);
            count++;
        }
        index.writeBytes(INDEX_END);
        return new Shown(index.toByteArray(), count);
    }

    private static String next(ApiRoute.Referrers route, @Nullable String artifactType, Digest last) {
        String filter =
                artifactType == null ? "" : "&artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        return Page.next(route.path() + "?n=" + PAGE_SIZE + filter, last.toString());
    }
}
