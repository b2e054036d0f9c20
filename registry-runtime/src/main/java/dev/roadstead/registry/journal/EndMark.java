package dev.roadstead.registry.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The last line of a journal that was closed with its database: the two say the same as long as the database has not
/// changed since.
final class EndMark {
    private static final String START = "end ";
    private static final int LONGEST = 64;

    private EndMark() {}

    static byte[] of(String fingerprint) {
        return (START + fingerprint + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    static boolean isOne(byte[] line) {
        return new String(line, 0, Math.min(line.length, START.length()), StandardCharsets.US_ASCII).equals(START);
    }

    static boolean isLastOf(Path log, String fingerprint) throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LONGEST, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            String text = new String(end, StandardCharsets.ISO_8859_1);
            String mark = new String(of(fingerprint), StandardCharsets.US_ASCII);
            return text.equals(mark) || text.endsWith("\n" + mark);
        }
    }
}
