package dev.roadstead.registry.outbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roadstead.config.RegistryConfig.Credentials;
import dev.roadstead.config.RegistryConfig.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Asks one upstream registry, and proves who we are the way it wants: with a password, or with a token for one
/// repository.
public final class UpstreamRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TOKEN_ANSWER_IN_BYTES = 1 << 20;
    private static final int MAX_TOKENS = 1000;
    private static final Duration DEFAULT_TOKEN_LIFE = Duration.ofSeconds(60);
    private static final Duration TOKEN_MARGIN = Duration.ofSeconds(5);
    /// Token services that stand apart from their registries.
    private static final Map<String, String> KNOWN_REALMS = Map.of("registry-1.docker.io", "auth.docker.io");
    private static final Set<String> DOCKER_HUB = Set.of("docker.io", "index.docker.io");

    private final OutboundClient client;
    private final URI base;
    private final @Nullable Credentials credentials;
    private final Set<String> trustedRealmHosts;
    private final Clock clock;
    private final Map<String, Authorization> authorizations = new ConcurrentHashMap<>();

    private record Authorization(String header, Instant expires) {}

    public UpstreamRegistry(OutboundClient client, Upstream upstream, Clock clock) {
        this.client = client;
        this.base = base(upstream.url());
        this.credentials = upstream.credentials();
        this.trustedRealmHosts = Set.copyOf(upstream.trustedRealmHosts());
        this.clock = clock;
    }

    /// The upstream says that our credentials are wrong.
    public static final class BadCredentialsException extends IOException {
        BadCredentialsException(String message) {
            super(message);
        }
    }

    private static URI base(String url) {
        URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        return DOCKER_HUB.contains(uri.getHost()) ? URI.create("https://registry-1.docker.io") : uri;
    }

    /// Asks for `/v2/<repository>/<rest>`.
    ///
    /// @param accept media types that are welcome; null for any
    public Answer ask(String method, String repository, String rest, @Nullable String accept) throws IOException {
        URI uri = base.resolve("/v2/" + repository + "/" + rest);
        Map<String, String> harmless = new TreeMap<>();
        if (accept != null) {
            harmless.put("Accept", accept);
        }
        Authorization known = authorizations.get(repository);
        String header = known != null && known.expires.isAfter(clock.instant()) ? known.header : null;
        Answer first = send(method, uri, header, harmless);
        if (first.status() != 401) {
            return first;
        }
        String field = first.header("WWW-Authenticate").orElse("");
        first.close();
        Authorization fresh = authorize(Challenge.parse(field), repository);
        if (fresh == null) {
            throw new BadCredentialsException("the upstream asks for credentials, and none are configured for it");
        }
        Answer second = send(method, uri, fresh.header, harmless);
        if (second.status() == 401) {
            authorizations.remove(repository);
        } else {
            remember(repository, fresh);
        }
        return second;
    }

    private Answer send(String method, URI uri, @Nullable String authorization, Map<String, String> harmless)
            throws IOException {
        Map<String, String> own = authorization == null ? Map.of() : Map.of("Authorization", authorization);
        return client.send(new OutboundClient.Ask(method, uri, own, harmless));
    }

    private void remember(String repository, Authorization fresh) {
        if (authorizations.size() >= MAX_TOKENS) {
            authorizations.clear();
        }
        authorizations.put(repository, fresh);
    }

    /// Null when there is nothing to prove ourselves with.
    private @Nullable Authorization authorize(Challenge challenge, String repository) throws IOException {
        return switch (challenge.scheme()) {
            case "bearer" -> token(challenge, repository);
            case "basic" -> credentials == null ? null : new Authorization(basic(credentials), Instant.MAX);
            default ->
                throw new RefusedException("the upstream wants to be asked in a way not supported here: "
                        + (challenge.scheme().isEmpty() ? "it sends no challenge" : challenge.scheme()));
        };
    }

    private static String basic(Credentials credentials) {
        String pair = credentials.username() + ":" + credentials.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Authorization token(Challenge challenge, String repository) throws IOException {
        URI realm = trustedRealm(challenge.parameter("realm").orElse(""));
        StringBuilder query = new StringBuilder("scope=").append(encode("repository:" + repository + ":pull"));
        challenge
                .parameter("service")
                .ifPresent(service -> query.append("&service=").append(encode(service)));
        URI uri = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
        Map<String, String> own = credentials == null ? Map.of() : Map.of("Authorization", basic(credentials));
        try (Answer answer = client.sendWhereUpstreamPoints(
                new OutboundClient.Ask("GET", uri, own, Map.of("Accept", "application/json")), base)) {
            if (answer.status() == 401 || answer.status() == 403) {
                throw new BadCredentialsException(
                        "the token service " + realm.getHost() + " answers " + answer.status() + " to our credentials");
            }
            if (answer.status() != 200) {
                throw new IOException("the token service " + realm.getHost() + " answers " + answer.status());
            }
            return parse(answer.readAll(MAX_TOKEN_ANSWER_IN_BYTES), realm);
        }
    }

    private Authorization parse(byte[] content, URI realm) throws IOException {
        JsonNode json = JSON.readTree(content);
        JsonNode token = json == null ? null : json.hasNonNull("token") ? json.get("token") : json.get("access_token");
        if (json == null || token == null || !token.isTextual() || !isHeaderSafe(token.asText())) {
            throw new IOException("the token service " + realm.getHost() + " sends no token");
        }
        long seconds = json.path("expires_in").asLong(DEFAULT_TOKEN_LIFE.toSeconds());
        Duration life = Duration.ofSeconds(Math.clamp(seconds, 10, 3600)).minus(TOKEN_MARGIN);
        return new Authorization("Bearer " + token.asText(), clock.instant().plus(life));
    }

    private static boolean isHeaderSafe(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /// A realm that could be anybody's is not asked, so that credentials go to no stranger (CVE-2026-33540).
    private URI trustedRealm(String realm) throws IOException {
        URI uri;
        try {
            uri = URI.create(realm);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the upstream names a token realm that is no address");
        }
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new RefusedException("the upstream names a token realm that is neither https nor http");
        }
        boolean trusted = host.equalsIgnoreCase(base.getHost())
                || host.equals(KNOWN_REALMS.get(base.getHost()))
                || trustedRealmHosts.contains(host)
                || trustedRealmHosts.contains(host + ":" + uri.getPort());
        if (!trusted || uri.getUserInfo() != null) {
            throw new RefusedException("the upstream names a token realm on " + host
                    + ", which is not trusted: add the host to trustedRealmHosts if it is right");
        }
        return uri;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
