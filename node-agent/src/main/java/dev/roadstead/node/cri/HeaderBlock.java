package dev.roadstead.node.cri;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Header fields as HTTP/2 carries them (HPACK, RFC 7541), without a dynamic table: this end allows none.
final class HeaderBlock {
    /// Names of the static table (appendix A), from index 1.
    private static final List<String> NAMES = List.of((":authority :method :method :path :path :scheme :scheme"
                    + " :status :status :status :status :status :status :status accept-charset accept-encoding"
                    + " accept-language accept-ranges accept access-control-allow-origin age allow authorization"
                    + " cache-control content-disposition content-encoding content-language content-length"
                    + " content-location content-range content-type cookie date etag expect expires from host if-match"
                    + " if-modified-since if-none-match if-range if-unmodified-since last-modified link location"
                    + " max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after server"
                    + " set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate")
            .split(" "));

    /// Values of the static table, from index 2; all that follow are empty.
    private static final List<String> VALUES =
            List.of("GET POST / /index.html http https 200 204 206 304 400 404 500".split(" "));

    private final byte[] bytes;
    private int position;

    private HeaderBlock(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] encode(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields) {
            block.write(0);
            text(field.getKey(), block);
            text(field.getValue(), block);
        }
        return block.toByteArray();
    }

    private static void text(String text, ByteArrayOutputStream block) {
        byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
        int rest = plain.length;
        if (rest < 0x7f) {
            block.write(rest);
        } else {
            block.write(0x7f);
            for (rest -= 0x7f; rest >= 0x80; rest >>= 7) {
                block.write((rest & 0x7f) | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(plain);
    }

    /// Throws [CriException].
    static Map<String, String> decode(byte[] bytes) {
        HeaderBlock block = new HeaderBlock(bytes);
        Map<String, String> fields = new LinkedHashMap<>();
        while (block.position < bytes.length) {
            block.field(fields);
        }
        return fields;
    }

    private void field(Map<String, String> fields) {
        int first = bytes[position] & 0xff;
        if (first >= 0x80) {
            int index = number(7);
            fields.put(name(index), index >= 2 && index < 2 + VALUES.size() ? VALUES.get(index - 2) : "");
        } else if (first >= 0x20 && first < 0x40) {
            number(5); // the size of the dynamic table, which stays empty
        } else {
            int index = number(first >= 0x40 ? 6 : 4);
            String name = index == 0 ? text() : name(index);
            fields.put(name, text());
        }
    }

    private static String name(int index) {
        if (index < 1 || index > NAMES.size()) {
            throw broken();
        }
        return NAMES.get(index - 1);
    }

    private String text() {
        boolean compressed = position < bytes.length && bytes[position] < 0;
        int length = number(7);
        if (length > bytes.length - position) {
            throw broken();
        }
        byte[] text = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return new String(compressed ? Huffman.decode(text) : text, StandardCharsets.UTF_8);
    }

    /// An integer whose first byte has this many bits for it (section 5.1).
    private int number(int prefix) {
        int mask = (1 << prefix) - 1;
        int number = next() & mask;
        if (number < mask) {
            return number;
        }
        for (int shift = 0; shift <= 21; shift += 7) {
            int part = next();
            number += (part & 0x7f) << shift;
            if (part < 0x80) {
                return number;
            }
        }
        throw broken();
    }

    private int next() {
        if (position == bytes.length) {
            throw broken();
        }
        return bytes[position++] & 0xff;
    }

    static CriException broken() {
        return new CriException("the runtime sent broken header fields");
    }
}
