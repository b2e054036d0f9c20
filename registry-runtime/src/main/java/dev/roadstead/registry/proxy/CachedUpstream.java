package dev.roadstead.registry.proxy;

import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.outbound.Answer;
import dev.roadstead.registry.outbound.UpstreamRegistry;
import dev.roadstead.registry.outbound.UpstreamRegistry.BadCredentialsException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The upstream of one cache: asks it, counts, and leaves it alone while it wants to be left alone.
final class CachedUpstream implements AutoCloseable {
    static final String MANIFEST_TYPES = String.join(
            ", ",
            MediaTypes.OCI_INDEX,
            MediaTypes.OCI_MANIFEST,
            MediaTypes.DOCKER_MANIFEST_LIST,
            MediaTypes.DOCKER_MANIFEST);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(10);

    private final UpstreamRegistry registry;
    private final boolean hasCredentials;
    private final CacheCounters counters;
    private final Clock clock;
    private volatile Instant pausedUntil = Instant.MIN;

    CachedUpstream(UpstreamRegistry registry, boolean hasCredentials, CacheCounters counters, Clock clock) {
        this.registry = registry;
        this.hasCredentials = hasCredentials;
        this.counters = counters;
        this.clock = clock;
    }

    Answer manifest(String method, Repository upstreamName, String reference) throws UpstreamFailure {
        return ask(method, upstreamName, "manifests/" + reference, MANIFEST_TYPES);
    }

    Answer blob(String method, Repository upstreamName, String digest) throws UpstreamFailure {
        return ask(method, upstreamName, "blobs/" + digest, null);
    }

    /// An answer with status 200, to be closed by the caller.
    private Answer ask(String method, Repository name, String rest, @Nullable String accept) throws UpstreamFailure {
        Instant now = clock.instant();
        if (pausedUntil.isAfter(now)) {
            throw new UpstreamFailure(
                    UpstreamFailure.Kind.TOO_MANY_REQUESTS,
                    "the upstream limits how often it may be asked",
                    Duration.between(now, pausedUntil));
        }
        try {
            Answer answer = registry.ask(method, name.name(), rest, accept);
            if (answer.status() == 200) {
                counters.answered(clock.instant(), hasCredentials, rateLimitRemaining(answer));
                return answer;
            }
            try (answer) {
                throw failure(answer);
            }
        } catch (UpstreamFailure e) {
            throw e;
        } catch (BadCredentialsException e) {
            counters.refusedCredentials(clock.instant(), String.valueOf(e.getMessage()));
            throw new UpstreamFailure(UpstreamFailure.Kind.DENIED, "the upstream does not let this cache in");
        } catch (IOException e) {
            counters.failed(clock.instant(), false, String.valueOf(e.getMessage()));
            throw new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, "the upstream cannot be asked");
        }
    }

    private UpstreamFailure failure(Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 404 -> {
                counters.answered(clock.instant(), false, rateLimitRemaining(answer));
                yield new UpstreamFailure(UpstreamFailure.Kind.UNKNOWN, "the upstream does not have it");
            }
            case 401, 403 -> {
                String error = "the upstream answers " + status;
                if (hasCredentials) {
                    counters.refusedCredentials(clock.instant(), error);
                } else {
                    counters.failed(clock.instant(), true, error);
                }
                yield new UpstreamFailure(
                        UpstreamFailure.Kind.DENIED,
                        "the upstream does not have it, or does not let this cache see it");
            }
            case 429 -> {
                Duration pause = pause(answer);
                pausedUntil = clock.instant().plus(pause);
                counters.failed(clock.instant(), true, "the upstream answers 429: its rate limit is used up");
                yield new UpstreamFailure(
                        UpstreamFailure.Kind.TOO_MANY_REQUESTS, "the upstream limits how often it may be asked", pause);
            }
            default -> {
                counters.failed(clock.instant(), true, "the upstream answers " + status);
                yield new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, "the upstream answers " + status);
            }
        };
    }

    private static Duration pause(Answer answer) {
        try {
            Duration asked = answer.header("Retry-After")
                    .map(String::strip)
                    .map(Long::parseLong)
                    .map(Duration::ofSeconds)
                    .orElse(DEFAULT_PAUSE);
            return asked.compareTo(SHORTEST_PAUSE) < 0
                    ? SHORTEST_PAUSE
                    : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException | ArithmeticException e) {
            return DEFAULT_PAUSE;
        }
    }

    /// Docker Hub writes `76;w=21600`.
    private static @Nullable Long rateLimitRemaining(Answer answer) {
        try {
            return answer.header("ratelimit-remaining")
                    .map(value -> Long.valueOf(value.split(";", 2)[0].strip()))
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// The transfer broke off after a good start.
    void brokeOff(IOException cause) {
        counters.failed(clock.instant(), true, String.valueOf(cause.getMessage()));
    }

    CacheCounters counters() {
        return counters;
    }

    @Override
    public void close() {
        registry.close();
    }
}
