package dev.roadstead.registry.api;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.registry.content.Manifests;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.metadata.ReferrerTable.Window;
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

    private final Manifests manifests;
    private final FallbackReferrers fallback;
    private final Parsing building = new Parsing();

    ReferrersHandler(Manifests manifests) {
        this.manifests = manifests;
        this.fallback = new FallbackReferrers(manifests);
    }

    private record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {}

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
        SortedMap<Digest, Descriptor> all = new TreeMap<>();
        fallback.find(route.repository(), route.subject(), artifactType.orElse(null)).stream()
                .filter(referrer -> referrer.digest().toString().compareTo(last) > 0)
                .forEach(referrer -> all.put(referrer.digest(), referrer));
        manifests
                .referrers(route.repository(), route.subject(), artifactType.orElse(null), window)
                .forEach(referrer -> all.put(referrer.digest(), referrer));
        List<Descriptor> found = List.copyOf(all.values());
        int shown = fitting(found);
        boolean isLastPage = shown == found.size();
        List<Descriptor> page = isLastPage ? found : found.subList(0, shown);
        Response response =
                Response.of(200, MediaTypes.OCI_INDEX, Json.write(new Index(2, MediaTypes.OCI_INDEX, page)));
        if (!isLastPage) {
            response = response.with(
                    "Link",
                    next(route, artifactType.orElse(null), page.getLast().digest()));
        }
        return artifactType.isPresent() ? response.with("OCI-Filters-Applied", "artifactType") : response;
    }

    /// How many entries fit on a page; fewer than were found exactly if there are more.
    private static int fitting(List<Descriptor> found) {
        long size = 0;
        int count = 0;
        while (count < Math.min(found.size(), PAGE_SIZE)) {
            size += Json.write(found.get(count)).length;
            if (size > MAX_PAGE_SIZE_IN_BYTES && count > 0) {
                break;
            }
            count++;
        }
        return count;
    }

    private static String next(ApiRoute.Referrers route, @Nullable String artifactType, Digest last) {
        String filter =
                artifactType == null ? "" : "&artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        return Page.next(route.path() + "?n=" + PAGE_SIZE + filter, last.toString());
    }
}
