package dev.roadstead.node.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Status line and header fields of an answer.
///
/// @param headers by name in lower case; of several fields of one name the last
record HttpHead(String version, int status, Map<String, String> headers) {
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_LINES = 200;

    /// The final answer's, after those of status 1xx.
    static HttpHead read(InputStream in, long deadline) throws IOException {
        while (true) {
            String[] first = line(in, deadline).split(" ", 3);
            if (first.length < 2 || !first[0].startsWith("HTTP/1.") || !first[1].matches("[1-5][0-9][0-9]")) {
                throw new ProtocolException("no HTTP/1.1 answer");
            }
            Map<String, String> headers = headers(in, deadline);
            int status = Integer.parseInt(first[1]);
            if (status >= 200) {
                return new HttpHead(first[0], status, headers);
            }
        }
    }

    private static Map<String, String> headers(InputStream in, long deadline) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (int count = 0; count < MAX_LINES; count++) {
            String line = line(in, deadline);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new ProtocolException("a header field without a name");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new ProtocolException("more than " + MAX_LINES + " header fields");
    }

    /// Without its end, CRLF or LF.
    ///
    /// @param deadline by `System.nanoTime()`
    static String line(InputStream in, long deadline) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the connection was closed before the end of the answer");
            }
            if (line.length() == MAX_LINE) {
                throw new ProtocolException("a line of more than " + MAX_LINE + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("the answer takes too long");
            }
            line.append((char) read);
        }
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        return line.toString();
    }

    boolean isChunked() {
        return headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
    }

    /// [HttpBody#UNTIL_CLOSED] when the answer does not tell.
    long length() throws ProtocolException {
        if (status == 204 || status == 304) {
            return 0;
        }
        String text = headers.getOrDefault("content-length", "");
        if (text.isEmpty()) {
            return HttpBody.UNTIL_CLOSED;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new ProtocolException("Content-Length is not a number");
        }
        return Long.parseLong(text);
    }

    boolean keepsConnection() {
        return version.equals("HTTP/1.1")
                && !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }
}
