package dev.roadstead.node.hosts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `[host."url"]` table: scheme, host and port, never a path.
public record MirrorEndpoint(
        String url, List<String> capabilities, @Nullable CaBundle ca) {
    private static final List<String> ALLOWED = List.of("pull", "resolve");

    public MirrorEndpoint {
        capabilities = List.copyOf(capabilities);
    }

    /// Throws [RejectedException] when an endpoint like this must not be written to a node.
    public static MirrorEndpoint of(String url, List<String> capabilities, @Nullable CaBundle ca) {
        String checked = url(url);
        if (checked.startsWith("http:") && ca != null) {
            throw new RejectedException("endpoint " + url + " has a CA, but no TLS: containerd would try https first;"
                    + " use https, or leave out the CA");
        }
        List<String> known = new ArrayList<>();
        for (String capability : capabilities) {
            if (!ALLOWED.contains(capability)) {
                throw new RejectedException("endpoint " + url + " asks for the capability \"" + capability
                        + "\": nodes use pull and resolve only");
            }
            if (!known.contains(capability)) {
                known.add(capability);
            }
        }
        return new MirrorEndpoint(checked, known.isEmpty() ? ALLOWED : known, ca);
    }

    private static String url(String text) {
        URI uri = parse(text);
        String host = uri.getHost();
        if (host == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                || uri.getPort() > 65_535) {
            throw notAnEndpoint(text);
        }
        boolean plain = "http".equals(uri.getScheme());
        if (!plain && !"https".equals(uri.getScheme())) {
            throw notAnEndpoint(text);
        }
        if (plain && !isLoopback(host)) {
            throw new RejectedException("endpoint " + text + " is plain http: nodes would run what anybody on the way"
                    + " sends them; use https (http is for loopback addresses only)");
        }
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static URI parse(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawPath() != null && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // falls through to the one sentence below
        }
        throw notAnEndpoint(text);
    }

    private static RejectedException notAnEndpoint(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new RejectedException("endpoint \"" + shown.replaceAll("[^\\x20-\\x7e…]", "?")
                + "\" is not an endpoint: write https://host or https://host:port");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
