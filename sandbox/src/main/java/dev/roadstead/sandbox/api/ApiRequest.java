package dev.roadstead.sandbox.api;

import java.util.Locale;
import java.util.Map;

/// One request, whatever carried it. Header names are in lower case.
public record ApiRequest(String method, String path, Params query, Map<String, String> headers, Payload body) {

    public static ApiRequest of(String method, String pathAndQuery, Map<String, String> headers, Payload body) {
        int mark = pathAndQuery.indexOf('?');
        return mark < 0
                ? new ApiRequest(method, pathAndQuery, Params.NONE, headers, body)
                : new ApiRequest(
                        method,
                        pathAndQuery.substring(0, mark),
                        Params.parse(pathAndQuery.substring(mark + 1)),
                        headers,
                        body);
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /// The media type of the body without parameters.
    public String mediaType() {
        String type = header("content-type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }
}
