package dev.roadstead.sandbox.schema.cel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An absolute URI or an absolute path.
public record Url(URI uri) {

    public static Optional<Url> parse(String text) {
        try {
            URI uri = new URI(text.replace(" ", "%20"));
            boolean portIsNumber =
                    uri.getRawAuthority() == null || uri.getHost() != null || isName(uri.getRawAuthority());
            return (uri.isAbsolute() || text.startsWith("/")) && portIsNumber
                    ? Optional.of(new Url(uri))
                    : Optional.empty();
        } catch (URISyntaxException invalid) {
            return Optional.empty();
        }
    }

    /// Java refuses underscores in host names, Go does not.
    private static boolean isName(String authority) {
        return authority.matches("([^@]*@)?[A-Za-z0-9._~-]*(:\\d*)?");
    }

    String scheme() {
        return text(uri.getScheme());
    }

    /// Host and port as written.
    String host() {
        String authority = text(uri.getRawAuthority());
        return authority.substring(authority.indexOf('@') + 1);
    }

    String hostname() {
        String host = host();
        if (host.startsWith("[")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    String port() {
        String host = host();
        int colon = host.indexOf(':', host.startsWith("[") ? host.indexOf(']') : 0);
        return colon < 0 ? "" : host.substring(colon + 1);
    }

    String escapedPath() {
        return text(uri.getRawPath());
    }

    Map<String, List<String>> query() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text(uri.getRawQuery()).split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }
}
