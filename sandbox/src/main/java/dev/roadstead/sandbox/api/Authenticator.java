package dev.roadstead.sandbox.api;

import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import dev.roadstead.sandbox.tls.TokenSigner;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who a bearer token belongs to: the administrator, a component of the sandbox, or a service account.
public final class Authenticator {

    private static final Set<String> PUBLIC = Set.of("/healthz", "/livez", "/readyz", "/version");

    private final Map<String, Principal> tokens = new ConcurrentHashMap<>();
    private final TokenSigner signer;
    private final ObjectStore store;
    private final Clock clock;

    public Authenticator(String adminToken, TokenSigner signer, ObjectStore store, Clock clock) {
        this.signer = signer;
        this.store = store;
        this.clock = clock;
        tokens.put(adminToken, Principal.ADMIN);
    }

    /// A new token for a component; it lives as long as this process.
    public String tokenFor(Principal principal) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        tokens.put(token, principal);
        return token;
    }

    /// A token for a service account, valid until it expires or the account is deleted.
    String serviceAccountToken(String namespace, String name, String uid, List<String> audiences, Duration ttl) {
        return signer.sign(new TokenSigner.Claims(
                namespace,
                name,
                uid,
                audiences,
                clock.instant(),
                clock.instant().plus(ttl)));
    }

    Principal authenticate(ApiRequest request) {
        String header = request.header("authorization");
        if (header.isEmpty()) {
            if (isPublic(request.path())) {
                return Principal.ANONYMOUS;
            }
            throw Failures.unauthorized();
        }
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Failures.unauthorized();
        }
        Principal principal = byToken(header.substring(7).trim()).orElseThrow(Failures::unauthorized);
        String as = request.header("impersonate-user");
        return as.isEmpty() ? principal : new Principal(as, "", List.of("system:authenticated"));
    }

    Optional<Principal> byToken(String token) {
        Principal known = tokens.get(token);
        if (known != null) {
            return Optional.of(known);
        }
        return signer.verify(token, clock.instant()).filter(this::accountLives).map(Authenticator::principal);
    }

    private boolean accountLives(TokenSigner.Claims claims) {
        return store.get(new Key("/serviceaccounts", claims.namespace(), claims.name()))
                .filter(account -> Meta.uid(account).equals(claims.uid()))
                .isPresent();
    }

    private static Principal principal(TokenSigner.Claims claims) {
        List<String> groups = new ArrayList<>();
        groups.add("system:serviceaccounts");
        groups.add("system:serviceaccounts:" + claims.namespace());
        groups.add("system:authenticated");
        return new Principal("system:serviceaccount:" + claims.namespace() + ":" + claims.name(), claims.uid(), groups);
    }

    private static boolean isPublic(String path) {
        return PUBLIC.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }
}
