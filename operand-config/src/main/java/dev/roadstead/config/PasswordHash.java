package dev.roadstead.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Salted PBKDF2 hashes, written `pbkdf2-sha256$<iterations>$<salt, base64>$<hash, base64>` (RFC 8018).
public final class PasswordHash {
    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 120_000;
    private static final int MAX_ITERATIONS = 2_000_000;
    private static final int MIN_SALT_SIZE_IN_BYTES = 8;
    private static final int SALT_SIZE_IN_BYTES = 16;
    private static final int HASH_SIZE_IN_BITS = 256;
    private static final int MAX_PASSWORD_SIZE_IN_BYTES = 1024;

    private PasswordHash() {}

    public static String of(String password) {
        byte[] salt = new byte[SALT_SIZE_IN_BYTES];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder();
        return SCHEME + "$" + ITERATIONS + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(derive(password, salt, ITERATIONS));
    }

    /// One that nobody knows a password for, made without deriving anything; to compare with it takes as long as
    /// with any other.
    public static String ofNobody() {
        Base64.Encoder encoder = Base64.getEncoder();
        return SCHEME + "$" + ITERATIONS + "$" + encoder.encodeToString(new byte[SALT_SIZE_IN_BYTES]) + "$"
                + encoder.encodeToString(new byte[HASH_SIZE_IN_BITS / Byte.SIZE]);
    }

    /// Compares in constant time. False for a password over 1 KiB, whatever the hash.
    public static boolean matches(String password, String hash) {
        Parts parts = Parts.parse(hash);
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_PASSWORD_SIZE_IN_BYTES
                && MessageDigest.isEqual(parts.hash(), derive(password, parts.salt(), parts.iterations()));
    }

    /// Throws [IllegalArgumentException] when the text is not a hash of this scheme.
    public static void requireValid(String hash) {
        Parts.parse(hash);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_SIZE_IN_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Parts(int iterations, byte[] salt, byte[] hash) {
        static Parts parse(String text) {
            String[] fields = text.split("\\$", -1);
            if (fields.length != 4 || !fields[0].equals(SCHEME)) {
                throw new IllegalArgumentException("a password hash is written " + SCHEME + "$iterations$salt$hash");
            }
            int iterations = fields[1].matches("[0-9]{1,9}") ? Integer.parseInt(fields[1]) : 0;
            if (iterations < 1 || iterations > MAX_ITERATIONS) {
                throw new IllegalArgumentException("iterations must be between 1 and " + MAX_ITERATIONS);
            }
            Base64.Decoder decoder = Base64.getDecoder();
            Parts parts = new Parts(iterations, decoder.decode(fields[2]), decoder.decode(fields[3]));
            if (parts.salt().length < MIN_SALT_SIZE_IN_BYTES) {
                throw new IllegalArgumentException("the salt must hold at least " + MIN_SALT_SIZE_IN_BYTES + " bytes");
            }
            if (parts.hash().length != HASH_SIZE_IN_BITS / Byte.SIZE) {
                throw new IllegalArgumentException("the hash must hold " + HASH_SIZE_IN_BITS / Byte.SIZE + " bytes");
            }
            return parts;
        }
    }
}
