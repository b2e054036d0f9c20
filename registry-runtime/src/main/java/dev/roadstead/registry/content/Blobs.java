package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobReviewTable;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.BlobTable.LinkedBlob;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Blobs of repositories. A blob is stored once, and each repository that may serve it has a link to it: one that is
/// only in another repository is not there.
public final class Blobs {
    private final BlobStore objects;
    private final MetadataStore metadata;
    private final Clock clock;

    private final Backing backing;

    Blobs(Backing backing) {
        this.objects = backing.objects();
        this.metadata = backing.metadata();
        this.clock = backing.clock();
        this.backing = backing;
    }

    /// Empty also when the object is gone or has another size: then a client pushes it again, which mends it.
    public Optional<StoredBlob> find(Repository repository, Digest digest) throws IOException {
        Instant now = clock.instant();
        Optional<LinkedBlob> linked = metadata.read(session -> BlobTable.findIn(session, repository, digest, now));
        if (linked.isEmpty() || !isKept(linked.get(), now)) {
            return Optional.empty();
        }
        BlobRow row = linked.get().blob();
        return objects.find(row.key())
                .filter(object -> isWhole(row, object))
                .map(object -> new StoredBlob(digest, object));
    }

    /// Puts off the review of what a client is about to be told of; false if the collector was first.
    private boolean isKept(LinkedBlob linked, Instant now) {
        Digest digest = linked.blob().digest();
        return !linked.mustTouch()
                || Promise.keep(metadata, session -> {
                    BlobReviewTable.touch(session, linked.repoId(), digest, now);
                    return BlobTable.isIn(session, linked.repoId(), digest);
                });
    }

    static boolean isWhole(BlobRow row, StoredObject object) {
        return object.sizeInBytes() == row.sizeInBytes();
    }

    /// Starts a blob of a cache's repository.
    public BlobWriter newWriter(Repository repository) throws IOException {
        return BlobWriter.create(backing, repository, Digest.Algorithm.SHA256, Source.CACHE);
    }

    /// Links a blob that `from` has; false if it does not have it.
    public boolean mount(Repository repository, Digest digest, Repository from) {
        return metadata.write(session -> {
            Optional<Long> source = RepoTable.find(session, from);
            if (source.isEmpty() || !BlobTable.isIn(session, source.get(), digest)) {
                return false;
            }
            long target = RepoTable.findOrCreate(session, repository, clock.instant());
            BlobTable.link(session, target, digest, Source.MOUNT, clock.instant());
            return true;
        });
    }

    /// Links a blob that any repository has; false if none has it. Only for callers who may read every repository.
    public boolean mountFromAny(Repository repository, Digest digest) {
        return metadata.write(session -> {
            if (!BlobTable.isInAnyRepository(session, digest)) {
                return false;
            }
            long target = RepoTable.findOrCreate(session, repository, clock.instant());
            BlobTable.link(session, target, digest, Source.MOUNT, clock.instant());
            return true;
        });
    }

    /// Takes the blob out of the repository; false if it was not there. Throws [OciException] (409) while a
    /// manifest of the repository needs it.
    public boolean delete(Repository repository, Digest digest) {
        return metadata.write(session -> {
            Optional<Long> repo = RepoTable.find(session, repository);
            if (repo.isEmpty() || !BlobTable.isIn(session, repo.get(), digest)) {
                return false;
            }
            if (BlobTable.isNeeded(session, repo.get(), digest)) {
                throw OciException.withStatus(
                        ErrorCode.UNSUPPORTED,
                        409,
                        "a manifest of this repository needs the blob: delete the manifest first");
            }
            BlobTable.unlink(session, repo.get(), digest, clock.instant());
            return true;
        });
    }
}
