package dev.roadstead.registry.access;

import dev.roadstead.config.PasswordHash;
import dev.roadstead.config.RegistryConfig.Account;
import dev.roadstead.oci.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Checks HTTP Basic credentials against the accounts of one document. Hashing a password is slow on purpose, so few
/// are
/// hashed at a time, and a header that was right once is known by its SHA-256.
final class PasswordCheck {
    private static final int MAX_HEADER_LENGTH = 4096;
    private static final int MAX_KNOWN = 1000;
    private static final String SCHEME = "Basic ";

    private static final Semaphore HASHING =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    /// Stands in for the hash of an account that does not exist, so that both take as long.
    private static final String NOBODY = PasswordHash.ofNobody();

    private final List<Account> accounts;
    private final Map<Digest, String> known = new ConcurrentHashMap<>();

    PasswordCheck(List<Account> accounts) {
        this.accounts = accounts;
    }

    /// Whether these are credentials of nobody, as some clients send when they have none.
    static boolean isEmpty(String header) {
        return decode(header).filter(":"::equals).isPresent();
    }

    /// The account's name, if the header holds its password.
    Optional<String> account(String header) {
        if (header.length() > MAX_HEADER_LENGTH) {
            return Optional.empty();
        }
        return knownAccount(header).or(() -> verify(header, key(header)));
    }

    /// The account's name, if the header was right before.
    Optional<String> knownAccount(String header) {
        return header.length() > MAX_HEADER_LENGTH ? Optional.empty() : Optional.ofNullable(known.get(key(header)));
    }

    private static Digest key(String header) {
        return Digest.sha256(header.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Optional<String> verify(String header, Digest key) {
        Optional<String> credentials = decode(header);
        int colon = credentials.map(text -> text.indexOf(':')).orElse(-1);
        if (credentials.isEmpty() || colon < 0) {
            return Optional.empty();
        }
        String name = credentials.get().substring(0, colon);
        String password = credentials.get().substring(colon + 1);
        Optional<Account> account = accounts.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        boolean matches = hash(password, account.map(Account::passwordHash).orElse(NOBODY));
        if (account.isEmpty() || !matches) {
            return Optional.empty();
        }
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(key, name);
        return Optional.of(name);
    }

    private static boolean hash(String password, String hash) {
        HASHING.acquireUninterruptibly();
        try {
            return PasswordHash.matches(password, hash);
        } finally {
            HASHING.release();
        }
    }

    private static Optional<String> decode(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
