package dev.roadstead.oci;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content identifier `algorithm:hex` of the image specification (descriptor.md, "Digests"), of a registered
/// algorithm.
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {

    public enum Algorithm {
        SHA256("sha256", "SHA-256", 64),
        SHA512("sha512", "SHA-512", 128);

        private final String wireName;
        private final String jcaName;
        private final int hexLength;

        Algorithm(String wireName, String jcaName, int hexLength) {
            this.wireName = wireName;
            this.jcaName = jcaName;
            this.hexLength = hexLength;
        }

        public String wireName() {
            return wireName;
        }

        /// A fresh hash; `Digest.of` turns its result into a digest.
        public MessageDigest newHash() {
            try {
                return MessageDigest.getInstance(jcaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + jcaName, e);
            }
        }

        /// Throws [OciException] with `DIGEST_INVALID` when the name is not known.
        public static Algorithm parse(String name) {
            for (Algorithm algorithm : values()) {
                if (algorithm.wireName.equals(name)) {
                    return algorithm;
                }
            }
            throw OciException.of(ErrorCode.DIGEST_INVALID, "digest algorithm must be sha256 or sha512");
        }
    }

    public Digest {
        if (hex.length() != algorithm.hexLength || !hex.chars().allMatch(Digest::isLowerHex)) {
            throw OciException.of(
                    ErrorCode.DIGEST_INVALID,
                    "a " + algorithm.wireName + " digest has " + algorithm.hexLength + " lower-case hex digits");
        }
    }

    private static boolean isLowerHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /// Throws [OciException] with `DIGEST_INVALID` when the text is not a digest of a known algorithm.
    @JsonCreator
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw OciException.of(ErrorCode.DIGEST_INVALID, "a digest is written algorithm:hex");
        }
        return new Digest(Algorithm.parse(text.substring(0, colon)), text.substring(colon + 1));
    }

    /// The digest of a finished hash of `algorithm`.
    public static Digest of(Algorithm algorithm, MessageDigest hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    public static Digest sha256(byte[] content) {
        MessageDigest hash = Algorithm.SHA256.newHash();
        hash.update(content);
        return of(Algorithm.SHA256, hash);
    }

    public static Digest of(Algorithm algorithm, byte[] content) {
        MessageDigest hash = algorithm.newHash();
        hash.update(content);
        return of(algorithm, hash);
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.wireName.compareTo(other.algorithm.wireName);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    @JsonValue
    @Override
    public String toString() {
        return algorithm.wireName + ":" + hex;
    }
}
