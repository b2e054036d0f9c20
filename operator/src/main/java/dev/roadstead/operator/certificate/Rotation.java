package dev.roadstead.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a leaf is replaced: a pure decision.
public final class Rotation {
    private Rotation() {}

    /// Why a leaf must be replaced; empty while it may stay. It stays for two thirds of its life, as long as the root
    /// signed it and it has
    /// the names that are wanted.
    public static Optional<String> due(X509Certificate leaf, X509Certificate root, SubjectNames wanted, Instant now) {
        if (!isSignedBy(leaf, root)) {
            return Optional.of("it was signed by another CA");
        }
        if (!SubjectNames.of(leaf).equals(wanted)) {
            return Optional.of("its names changed");
        }
        if (!now.isBefore(renewal(leaf))) {
            return Optional.of("two thirds of its life are over");
        }
        return Optional.empty();
    }

    /// The moment from which a leaf is replaced.
    public static Instant renewal(X509Certificate leaf) {
        Instant from = leaf.getNotBefore().toInstant();
        Duration life = Duration.between(from, leaf.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }

    private static boolean isSignedBy(X509Certificate leaf, X509Certificate root) {
        try {
            leaf.verify(root.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
