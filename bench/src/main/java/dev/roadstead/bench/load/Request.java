package dev.roadstead.bench.load;

import java.nio.charset.StandardCharsets;

/// One request, written once and sent often.
///
/// @param headers whole lines, each with its end
public record Request(Target target, String method, String path, String headers, Content content) {
    /// Every manifest's type, as clients ask.
    public static final String ACCEPT_MANIFESTS = "Accept: application/vnd.oci.image.manifest.v1+json,"
            + " application/vnd.oci.image.index.v1+json,"
            + " application/vnd.docker.distribution.manifest.v2+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json\r\n";

    private static final Content NOTHING = new Content.Bytes(new byte[0]);

    public static Request of(Target target, String method, String path) {
        return new Request(target, method, path, "", NOTHING);
    }

    public Request withHeaders(String lines) {
        return new Request(target, method, path, lines, content);
    }

    public Request with(Content body) {
        return new Request(target, method, path, headers, body);
    }

    /// Whether its answer has a body.
    boolean bodyFollows() {
        return !method.equals("HEAD");
    }

    byte[] head() {
        String length =
                method.equals("GET") || method.equals("HEAD") ? "" : "Content-Length: " + content.size() + "\r\n";
        return (method + " " + path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n" + headers + length + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
