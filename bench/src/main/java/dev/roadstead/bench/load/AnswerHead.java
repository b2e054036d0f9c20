package dev.roadstead.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Status and the headers that matter.
///
/// @param length of the body; -1 when it is chunked or ends with the connection
/// @param location null when there is none
record AnswerHead(
        int status,
        long length,
        boolean chunked,
        boolean closes,
        @Nullable String location) {

    /// Reads `bytes[from, to)`, which ends with the blank line.
    static AnswerHead parse(byte[] bytes, int from, int to) throws IOException {
        String[] lines = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).split("\r\n");
        if (!lines[0].startsWith("HTTP/1.") || lines[0].length() < 12) {
            throw new IOException("not an HTTP answer: " + lines[0]);
        }
        long length = -1;
        boolean chunked = false;
        boolean closes = lines[0].startsWith("HTTP/1.0");
        String location = null;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String value = lines[i].substring(colon + 1).strip();
                switch (colon) {
                    case 14 -> length = named(lines[i], "content-length") ? Long.parseLong(value) : length;
                    case 17 -> chunked |= named(lines[i], "transfer-encoding") && value.equalsIgnoreCase("chunked");
                    case 10 -> closes |= named(lines[i], "connection") && value.equalsIgnoreCase("close");
                    case 8 -> location = named(lines[i], "location") ? value : location;
                    default -> {}
                }
            }
        }
        return new AnswerHead(Integer.parseInt(lines[0].substring(9, 12)), length, chunked, closes, location);
    }

    private static boolean named(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }
}
