package dev.roadstead.e2e.registry.load;

import dev.roadstead.oci.Digest;
import java.util.SplittableRandom;

/// A blob's bytes, which can be made again from a number.
record Content(Digest digest, long seed, int sizeInBytes) {

    static Content of(long seed, int sizeInBytes) {
        return new Content(Digest.sha256(bytes(seed, sizeInBytes)), seed, sizeInBytes);
    }

    byte[] bytes() {
        return bytes(seed, sizeInBytes);
    }

    private static byte[] bytes(long seed, int sizeInBytes) {
        byte[] bytes = new byte[sizeInBytes];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
