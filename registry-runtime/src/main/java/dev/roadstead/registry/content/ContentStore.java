package dev.roadstead.registry.content;

import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.Usage;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.StorageFault;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Everything that is stored, per repository. Nothing here asks who is calling: that is decided before.
///
/// When a method that stores something returns, what it stored survives a loss of power. Where it cannot be stored
/// because the disk is full, read-only or broken, it throws
/// [dev.roadstead.registry.storage.StorageUnavailableException], as it is or inside an [java.io.UncheckedIOException],
/// and
/// nothing that was stored before is touched.
///
/// **To fill a cache** with a blob: ask [Blobs#find]; on a miss `try (BlobWriter writer =
/// blobs.newWriter(repository))`,
/// [BlobWriter#append] what the upstream sends while any number of clients follow through [BlobWriter#newReader], then
/// [BlobWriter#commit] with the digest that was asked for. A writer that is closed without a commit leaves nothing, and
/// its readers fail. A manifest goes in with [Manifests#cache]; its blobs may come later.
public final class ContentStore {
    private final Backing backing;
    private final Blobs blobs;
    private final Manifests manifests;
    private final Tags tags;
    private final Uploads uploads;
    private final CurrentUsage usage;

    public ContentStore(BlobStore objects, MetadataStore metadata, Clock clock) {
        this.backing = new Backing(objects, metadata, clock, ConcurrentHashMap.newKeySet());
        this.blobs = new Blobs(backing);
        this.manifests = new Manifests(metadata, clock);
        this.tags = new Tags(metadata, clock);
        this.uploads = new Uploads(backing);
        this.usage = new CurrentUsage(metadata, System::nanoTime);
    }

    public Blobs blobs() {
        return blobs;
    }

    public Manifests manifests() {
        return manifests;
    }

    public Tags tags() {
        return tags;
    }

    public Uploads uploads() {
        return uploads;
    }

    /// Repositories that hold a manifest, in the order of their names' bytes.
    public List<String> repositories(String after, int limit) {
        return backing.metadata().read(session -> RepoTable.list(session, after, limit));
    }

    /// May be some seconds old where very much is stored.
    public Usage usage() {
        return usage.get();
    }

    /// Why nothing could be stored now, as far as is known without trying.
    public Optional<StorageFault> storageFault() {
        return backing.objects().fault();
    }
}
