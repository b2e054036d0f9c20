package dev.roadstead.registry.api;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/// A part of a long list: at most `limit` entries after `last` (distribution specification, "Listing Tags").
record Page(int limit, String last) {
    static final int MAX_LIMIT = 1_000;

    static Page of(Request request) {
        return new Page(
                request.parameter("n").map(Page::limit).orElse(MAX_LIMIT),
                request.parameter("last").orElse(""));
    }

    private static int limit(String text) {
        try {
            long limit = Long.parseLong(text);
            if (limit >= 0) {
                return (int) Math.min(limit, MAX_LIMIT);
            }
        } catch (NumberFormatException _) {
            // Answered below.
        }
        throw OciException.withStatus(ErrorCode.UNSUPPORTED, 400, "n must be a number of entries, 0 or more");
    }

    /// How many entries to read, to see whether there are more.
    int lookAhead() {
        return limit == 0 ? 0 : limit + 1;
    }

    /// The response for this page of `found`, which was read with [#lookAhead].
    Response response(String path, List<String> found, Function<List<String>, Object> body) {
        if (found.size() <= limit) {
            return Json.response(200, body.apply(found));
        }
        List<String> shown = found.subList(0, limit);
        return Json.response(200, body.apply(shown)).with("Link", next(path + "?n=" + limit, shown.getLast()));
    }

    static String next(String pathAndQuery, String last) {
        return "<" + pathAndQuery + "&last=" + URLEncoder.encode(last, StandardCharsets.UTF_8) + ">; rel=\"next\"";
    }
}
