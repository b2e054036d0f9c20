package dev.roadstead.registry.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The state of one thing after a change: of two entries with the same key, the later one holds.
///
/// @param key of [Kind#BLOB] the digest, of [Kind#TAG] repository and name, of others repository and digest
/// @param value empty when the thing is gone
public record JournalEntry(Kind kind, List<String> key, List<String> value) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKSUM_LENGTH = 8;

    public JournalEntry {
        key = List.copyOf(key);
        value = List.copyOf(value);
    }

    public enum Kind {
        /// Size and object key.
        BLOB(2),
        /// How the repository came by the blob.
        LINK(1),
        /// Media type and content in Base64.
        MANIFEST(2),
        /// Digest.
        TAG(1);

        private final int values;

        Kind(int values) {
            this.values = values;
        }
    }

    /// A checksum and an array, ended by a newline.
    public byte[] toLine() {
        try {
            byte[] content = JSON.writeValueAsBytes(List.of(List.of(kind.name().toLowerCase(Locale.ROOT)), key, value));
            String checksum = checksum(content, 0, content.length);
            byte[] line = new byte[CHECKSUM_LENGTH + 1 + content.length + 1];
            System.arraycopy(checksum.getBytes(StandardCharsets.US_ASCII), 0, line, 0, CHECKSUM_LENGTH);
            line[CHECKSUM_LENGTH] = ' ';
            System.arraycopy(content, 0, line, CHECKSUM_LENGTH + 1, content.length);
            line[line.length - 1] = '\n';
            return line;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("lists of strings are always writable", impossible);
        }
    }

    /// Empty when the line, without its newline, is torn or damaged.
    public static Optional<JournalEntry> parse(byte[] line) {
        int from = CHECKSUM_LENGTH + 1;
        if (line.length < from
                || !new String(line, 0, CHECKSUM_LENGTH, StandardCharsets.US_ASCII)
                        .equals(checksum(line, from, line.length - from))) {
            return Optional.empty();
        }
        try {
            String[][] parts = JSON.readValue(line, from, line.length - from, String[][].class);
            Kind kind = Kind.valueOf(parts[0][0].toUpperCase(Locale.ROOT));
            var entry = new JournalEntry(kind, List.of(parts[1]), List.of(parts[2]));
            boolean whole = entry.key.size() == (kind == Kind.BLOB ? 1 : 2)
                    && (entry.value.isEmpty() || entry.value.size() == kind.values);
            return whole ? Optional.of(entry) : Optional.empty();
        } catch (java.io.IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String checksum(byte[] content, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(content, from, length);
        return "%08x".formatted(sum.getValue());
    }
}
