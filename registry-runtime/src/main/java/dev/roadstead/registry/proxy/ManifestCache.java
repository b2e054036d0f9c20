package dev.roadstead.registry.proxy;

import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.StoredManifest;
import dev.roadstead.registry.outbound.Answer;
import dev.roadstead.registry.storage.StorageUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings manifests of one upstream into the local store, byte for byte. A tag is asked for again after its time to
/// live; a digest never.
final class ManifestCache {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestCache.class);
    /// Short, so that what is pushed to the upstream is soon seen here.
    private static final Duration MISSING_FOR = Duration.ofSeconds(5);

    private final ProxyCache settings;
    private final CachedUpstream upstream;
    private final Manifests manifests;
    private final LongSupplier maxSizeInBytes;
    private final Clock clock;
    private final SingleFlight<Key, Outcome> flights = new SingleFlight<>();

    /// When the upstream last confirmed a tag, and when it last did not have a manifest.
    private final Moments<Key> confirmed = new Moments<>();

    private final Moments<Key> missing = new Moments<>();

    private record Key(Repository repository, Reference reference) {}

    /// How a manifest came to be in the local store.
    enum Outcome {
        HIT,
        MISS,
        STALE
    }

    ManifestCache(
            ProxyCache settings,
            CachedUpstream upstream,
            Manifests manifests,
            LongSupplier maxSizeInBytes,
            Clock clock) {
        this.settings = settings;
        this.upstream = upstream;
        this.manifests = manifests;
        this.maxSizeInBytes = maxSizeInBytes;
        this.clock = clock;
    }

    /// Returns when the manifest is in the local store. Throws [UpstreamFailure] when it cannot be had.
    Outcome ensure(CachedName name, Reference reference) throws IOException {
        Outcome outcome = outcome(name, reference);
        switch (outcome) {
            case HIT -> upstream.counters().hit();
            case MISS -> upstream.counters().miss();
            case STALE -> upstream.counters().stale();
        }
        return outcome;
    }

    private Outcome outcome(CachedName name, Reference reference) throws IOException {
        Key key = new Key(name.local(), reference);
        Optional<StoredManifest> stored = manifests.find(name.local(), reference);
        if (stored.isPresent() && isCurrent(key)) {
            return Outcome.HIT;
        }
        if (missing.isWithin(key, MISSING_FOR, clock.instant())) {
            throw new UpstreamFailure(UpstreamFailure.Kind.UNKNOWN, "the upstream does not have it");
        }
        try {
            return flights.run(key, () -> refresh(name, key, stored));
        } catch (UpstreamFailure e) {
            if (e.kind() == UpstreamFailure.Kind.UNKNOWN) {
                missing.note(key, clock.instant());
            }
            if (stored.isPresent() && settings.staleIfError() && mayBeOutage(e)) {
                LOG.atDebug()
                        .addKeyValue("cache", settings.name())
                        .addKeyValue("repository", name.local())
                        .addKeyValue("reason", e.getMessage())
                        .log("served a stale tag");
                return Outcome.STALE;
            }
            throw e;
        } catch (UncheckedIOException e) {
            if (stored.isPresent() && StorageUnavailableException.faultOf(e).isPresent()) {
                // What is known of the tag is old, but there is no place for what is new.
                return Outcome.STALE;
            }
            throw e;
        }
    }

    /// What an upstream no longer has is gone; what it cannot or will not tell now may be served as it was.
    private static boolean mayBeOutage(UpstreamFailure failure) {
        return failure.kind() != UpstreamFailure.Kind.UNKNOWN;
    }

    /// Whether a stored manifest may be served without a question to the upstream.
    boolean isCurrent(Repository local, Reference reference) {
        return isCurrent(new Key(local, reference));
    }

    private boolean isCurrent(Key key) {
        return !(key.reference instanceof Tag) || isFresh(key);
    }

    private boolean isFresh(Key key) {
        return confirmed.isWithin(key, settings.tagTtl(), clock.instant());
    }

    private void confirm(Key key) {
        if (key.reference instanceof Tag) {
            confirmed.note(key, clock.instant());
        }
    }

    private Outcome refresh(CachedName name, Key key, Optional<StoredManifest> stored) throws IOException {
        if (stored.isEmpty()) {
            fetch(name, key, key.reference.toString());
            return Outcome.MISS;
        }
        Optional<Digest> current = currentDigest(name, key);
        if (current.isPresent() && current.get().equals(stored.get().digest())) {
            confirm(key);
            return Outcome.HIT;
        }
        Optional<StoredManifest> known =
                current.flatMap(digest -> manifests.find(name.local(), new Reference.ByDigest(digest)));
        if (known.isPresent()) {
            store(key, known.get().digest(), known.get().content(), known.get().mediaType());
            return Outcome.HIT;
        }
        fetch(name, key, current.map(Digest::toString).orElseGet(key.reference::toString));
        return Outcome.MISS;
    }

    /// Asked with HEAD, which Docker Hub does not count.
    private Optional<Digest> currentDigest(CachedName name, Key key) throws UpstreamFailure {
        try (Answer answer = upstream.manifest("HEAD", name.upstream(), key.reference.toString())) {
            return answer.header("Docker-Content-Digest").flatMap(ManifestCache::parse);
        }
    }

    private static Optional<Digest> parse(String digest) {
        try {
            return Optional.of(Digest.parse(digest));
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private void fetch(CachedName name, Key key, String reference) throws IOException {
        try (Answer answer = upstream.manifest("GET", name.upstream(), reference)) {
            byte[] content = read(answer);
            upstream.counters().fetched(content.length);
            Digest digest = verified(content, reference, answer);
            store(key, digest, content, answer.header("Content-Type").orElse(""));
        }
    }

    private byte[] read(Answer answer) throws UpstreamFailure {
        try {
            return answer.readAll(maxSizeInBytes.getAsLong());
        } catch (IOException e) {
            upstream.brokeOff(e);
            throw new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Digest verified(byte[] content, String reference, Answer answer) throws UpstreamFailure {
        Optional<Digest> expected = reference.indexOf(':') >= 0
                ? Optional.of(Digest.parse(reference))
                : answer.header("Docker-Content-Digest").flatMap(ManifestCache::parse);
        Digest digest =
                expected.map(wanted -> Digest.of(wanted.algorithm(), content)).orElseGet(() -> Digest.sha256(content));
        if (expected.isPresent() && !expected.get().equals(digest)) {
            throw broken("the upstream sends a manifest that is not what its digest names");
        }
        return digest;
    }

    private void store(Key key, Digest digest, byte[] content, String mediaType) throws UpstreamFailure {
        Manifest manifest;
        try {
            manifest = Manifest.parse(content, mediaType);
        } catch (OciException e) {
            throw broken("the upstream sends what is no manifest: " + e.getMessage());
        }
        List<Tag> tags = key.reference instanceof Tag tag ? List.of(tag) : List.of();
        manifests.cache(key.repository, new NewManifest(digest, manifest, content, tags));
        confirm(key);
    }

    private UpstreamFailure broken(String message) {
        UpstreamFailure failure = new UpstreamFailure(UpstreamFailure.Kind.UNAVAILABLE, message);
        upstream.brokeOff(failure);
        return failure;
    }
}
