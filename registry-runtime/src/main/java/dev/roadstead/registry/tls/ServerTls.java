package dev.roadstead.registry.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server proves itself with, and whom it lets in.
///
/// @param chain the server's own certificate first
/// @param clients absent when any client may connect
public record ServerTls(
        PrivateKey key,
        List<X509Certificate> chain,
        @Nullable Clients clients) {
    public ServerTls {
        chain = List.copyOf(chain);
    }

    /// Clients must hold a certificate that chains to one of `authorities` and names `requiredUri` as a URI subject
    /// alternative name.
    public record Clients(List<X509Certificate> authorities, String requiredUri) {
        public Clients {
            authorities = List.copyOf(authorities);
        }
    }

    public Instant notAfter() {
        return chain.getFirst().getNotAfter().toInstant();
    }
}
