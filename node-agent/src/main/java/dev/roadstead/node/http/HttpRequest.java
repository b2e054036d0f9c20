package dev.roadstead.node.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What is asked of a server.
///
/// @param target path and query, encoded
/// @param body empty for none
public record HttpRequest(String method, String target, Map<String, String> headers, String body) {
    public HttpRequest {
        headers = Map.copyOf(headers);
        refuseControls(target);
        headers.forEach((name, value) -> refuseControls(name + value));
    }

    public static HttpRequest get(String target, Map<String, String> headers) {
        return new HttpRequest("GET", target, headers, "");
    }

    private static void refuseControls(String text) {
        if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw new IllegalArgumentException("a line of an HTTP request holds a control character");
        }
    }

    byte[] bytes(String authority) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: ")
                .append(authority)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        byte[] lines = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[lines.length + content.length];
        System.arraycopy(lines, 0, all, 0, lines.length);
        System.arraycopy(content, 0, all, lines.length, content.length);
        return all;
    }
}
