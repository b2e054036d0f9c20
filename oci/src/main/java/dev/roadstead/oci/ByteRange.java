package dev.roadstead.oci;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` header asks of content of a known size (RFC 9110, section 14.2). Only one range of bytes is served in
/// part; several ranges, or another unit, get the whole, as the RFC allows.
public sealed interface ByteRange {

    record Whole() implements ByteRange {}

    record Part(long offset, long sizeInBytes) implements ByteRange {
        public long last() {
            return offset + sizeInBytes - 1;
        }
    }

    record Unsatisfiable() implements ByteRange {}

    /// Possessive, so that a header of spaces is not tried in many ways.
    Pattern SINGLE =
            Pattern.compile("bytes\\s*+=\\s*+(\\d{0,18}+)\\s*+-\\s*+(\\d{0,18}+)\\s*+", Pattern.CASE_INSENSITIVE);

    static ByteRange parse(String header, long totalSize) {
        Matcher single = SINGLE.matcher(header);
        if (!single.matches()) {
            return new Whole();
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), totalSize);
        }
        return fromTo(Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last), totalSize);
    }

    private static ByteRange suffix(long length, long totalSize) {
        long size = Math.min(length, totalSize);
        return size == 0 ? new Unsatisfiable() : new Part(totalSize - size, size);
    }

    private static ByteRange fromTo(long first, long last, long totalSize) {
        if (first >= totalSize || last < first) {
            return new Unsatisfiable();
        }
        return new Part(first, Math.min(last, totalSize - 1) - first + 1);
    }
}
