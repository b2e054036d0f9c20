package dev.roadstead.bench.load;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Makes blobs of one size, each with a digest of its own, at the price of hashing their last sixteen bytes: hashing
/// whole
/// blobs would cost the generator as much CPU as the registry.
public final class Blobs {
    private static final int TAIL = 16;
    private static final byte[] PATTERN = pattern();

    private final long size;
    private final long seed;
    private final AtomicLong made = new AtomicLong();
    private final MessageDigest begun;

    /// @param seed what no earlier run has used against the same registry
    public Blobs(long size, long seed) {
        if (size < TAIL) {
            throw new IllegalArgumentException("a blob has at least " + TAIL + " bytes, not " + size);
        }
        this.size = size;
        this.seed = seed;
        this.begun = sha256();
        for (long left = size - TAIL; left > 0; left -= PATTERN.length) {
            begun.update(PATTERN, 0, (int) Math.min(left, PATTERN.length));
        }
    }

    public Content.Blob next() {
        byte[] tail = ByteBuffer.allocate(TAIL)
                .putLong(seed)
                .putLong(made.incrementAndGet())
                .array();
        try {
            MessageDigest digest = (MessageDigest) begun.clone();
            digest.update(tail);
            return new Content.Blob(
                    PATTERN, size, tail, "sha256:" + HexFormat.of().formatHex(digest.digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JDK's SHA-256 cannot be continued", e);
        }
    }

    public static String digestOf(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pattern() {
        byte[] bytes = new byte[1 << 20];
        new Random(42).nextBytes(bytes);
        return bytes;
    }
}
