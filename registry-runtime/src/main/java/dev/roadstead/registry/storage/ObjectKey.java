package dev.roadstead.registry.storage;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The random name of one stored object. A key is used once: content that is stored again gets a new key, so that a
/// late delete of the old object cannot meet the new one.
public record ObjectKey(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

    public ObjectKey {
        if (!KEY.matcher(value).matches()) {
            throw new IllegalArgumentException("not an object key: " + value);
        }
    }

    public static ObjectKey random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new ObjectKey(HexFormat.of().formatHex(bytes));
    }

    @Override
    public String toString() {
        return value;
    }
}
