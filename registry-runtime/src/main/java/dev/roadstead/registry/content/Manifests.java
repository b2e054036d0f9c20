package dev.roadstead.registry.content;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.ManifestRemoval;
import dev.roadstead.registry.metadata.ManifestReviewTable;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.ManifestTable.FoundManifest;
import dev.roadstead.registry.metadata.ManifestTable.ManifestRow;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.ReferrerTable;
import dev.roadstead.registry.metadata.ReferrerTable.Window;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.TagTable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The manifests of repositories.
public final class Manifests {
    private final MetadataStore metadata;
    private final Clock clock;
    private final KnownManifests known = new KnownManifests();

    Manifests(MetadataStore metadata, Clock clock) {
        this.metadata = metadata;
        this.clock = clock;
        metadata.watch(known);
    }

    /// A manifest to be stored.
    ///
    /// @param digest of `content`, which the caller has checked
    /// @param manifest what `content` says
    /// @param tags that shall point at it from now on
    @SuppressWarnings("ArrayRecordComponent")
    public record NewManifest(Digest digest, Manifest manifest, byte[] content, List<Tag> tags) {
        public NewManifest {
            tags = List.copyOf(tags);
        }
    }

    public Optional<StoredManifest> find(Repository repository, Reference reference) {
        return find(repository, reference, _ -> {});
    }

    /// @param memory told of the size of a manifest over 64 KiB before it is read
    public Optional<StoredManifest> find(Repository repository, Reference reference, LongConsumer memory) {
        Instant now = clock.instant();
        FoundManifest before = known.find(repository, reference, now);
        if (before != null) {
            return Optional.of(stored(before.manifest()));
        }
        int version = known.version(repository);
        Optional<FoundManifest> found =
                metadata.read(session -> ManifestTable.find(session, repository, reference, memory));
        if (found.isPresent() && !found.get().mustTouch(now)) {
            known.keep(repository, reference, found.get(), version);
        }
        return found.filter(manifest -> isKept(manifest, now)).map(manifest -> stored(manifest.manifest()));
    }

    /// What can be told without waiting for the disk or for anybody; null is no answer.
    public @Nullable StoredManifest findAtOnce(Repository repository, Reference reference) {
        FoundManifest found = known.find(repository, reference, clock.instant());
        return found == null ? null : stored(found.manifest());
    }

    private static StoredManifest stored(ManifestRow row) {
        return new StoredManifest(row.digest(), row.mediaType(), row.payload());
    }

    /// Puts off the review of what a client is about to be told of; false if the collector was first.
    private boolean isKept(FoundManifest found, Instant now) {
        Digest digest = found.manifest().digest();
        return !found.mustTouch(now)
                || Promise.keep(metadata, session -> {
                    ManifestReviewTable.touch(session, found.repoId(), digest, now);
                    return ManifestTable.size(session, found.repoId(), digest).isPresent();
                });
    }

    /// Stores a manifest whose blobs must be there.
    public void push(Repository repository, NewManifest pushed) {
        push(repository, pushed, false);
    }

    /// Stores a manifest. Throws [dev.roadstead.oci.OciException] with `MANIFEST_BLOB_UNKNOWN` if one of its blobs is
    /// not
    /// in the repository, unless it may be sparse.
    public void push(Repository repository, NewManifest pushed, boolean mayBeSparse) {
        metadata.write(session -> {
            Instant now = clock.instant();
            long repoId = RepoTable.findOrCreate(session, repository, now);
            RequiredContent.check(session, repoId, pushed.manifest(), mayBeSparse);
            put(session, repoId, pushed, now);
            return true;
        });
    }

    /// Stores a manifest of an upstream, whose blobs may come later or never.
    public void cache(Repository repository, NewManifest fetched) {
        metadata.write(session -> {
            Instant now = clock.instant();
            put(session, RepoTable.findOrCreate(session, repository, now), fetched, now);
            return true;
        });
    }

    private static void put(Session session, long repoId, NewManifest added, Instant now) throws SQLException {
        ManifestTable.put(session, repoId, added.digest(), added.manifest(), added.content(), now);
        for (Tag tag : added.tags()) {
            TagTable.put(session, repoId, tag, added.digest(), now);
        }
    }

    /// Moves the manifest and the tags on it to the trash; false if there was none.
    public boolean delete(Repository repository, Digest digest) {
        return metadata.write(session -> {
            Optional<Long> repo = RepoTable.find(session, repository);
            return repo.isPresent() && ManifestRemoval.remove(session, repo.get(), digest, clock.instant());
        });
    }

    /// Some of the manifests that name `subject`, in the order of their digests.
    ///
    /// @param artifactType null for all
    public List<Descriptor> referrers(
            Repository repository, Digest subject, @Nullable String artifactType, Window window) {
        return metadata.read(session -> ReferrerTable.list(session, repository, subject, artifactType, window));
    }
}
