package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.ManifestTable.ListedManifest;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads everything that is stored and compares it with its digests. Nothing is changed.
public final class Scrub {
    private static final int BLOBS_AT_ONCE = 1_000;
    private static final int MANIFESTS_AT_ONCE = 50;

    private final BlobStore objects;
    private final MetadataStore metadata;
    private final Consumer<String> damage;
    private final Progress progress;
    private long blobs;
    private long bytes;
    private long manifests;
    private long damaged;

    /// @param damage is told what is wrong, a sentence each
    public Scrub(BlobStore objects, MetadataStore metadata, Consumer<String> damage, Progress progress) {
        this.objects = objects;
        this.metadata = metadata;
        this.damage = damage;
        this.progress = progress;
    }

    /// Is told after each blob.
    @FunctionalInterface
    public interface Progress {
        void read(long bytes, long ofBytes);
    }

    /// @param bytes of the blobs that were read
    public record Result(long blobs, long bytes, long manifests, long damaged) {}

    public Result run() {
        metadata.damages().forEach(verdict -> tell("the metadata is damaged: " + verdict));
        manifests();
        blobs();
        return new Result(blobs, bytes, manifests, damaged);
    }

    private void tell(String sentence) {
        damaged++;
        damage.accept(sentence);
    }

    private void manifests() {
        long after = 0;
        while (true) {
            long last = after;
            List<ListedManifest> page = metadata.read(session -> ManifestTable.list(session, last, MANIFESTS_AT_ONCE));
            for (ListedManifest listed : page) {
                Digest digest = listed.manifest().digest();
                Digest found = Digest.of(digest.algorithm(), listed.manifest().payload());
                if (!found.equals(digest)) {
                    tell("manifest " + listed.repository() + "@" + digest + " holds the bytes of " + found);
                }
                manifests++;
            }
            if (page.isEmpty()) {
                return;
            }
            after = page.getLast().id();
        }
    }

    private void blobs() {
        long all = metadata.read(BlobTable::totalSizeInBytes);
        String after = "";
        while (true) {
            String last = after;
            List<BlobRow> page = metadata.read(session -> BlobTable.list(session, last, BLOBS_AT_ONCE));
            for (BlobRow blob : page) {
                check(blob).ifPresent(why -> tell("blob " + blob.digest() + " " + why));
                blobs++;
                progress.read(bytes, all);
            }
            if (page.isEmpty()) {
                return;
            }
            after = page.getLast().digest().toString();
        }
    }

    private Optional<String> check(BlobRow blob) {
        try {
            Optional<StoredObject> object = objects.find(blob.key());
            if (object.isEmpty()) {
                return Optional.of("is missing: its object " + blob.key().value() + " is not there");
            }
            if (!Blobs.isWhole(blob, object.get())) {
                return Optional.of("has " + object.get().sizeInBytes() + " of " + blob.sizeInBytes() + " bytes");
            }
            MessageDigest hash = blob.digest().algorithm().newHash();
            ContentHash.update(hash, object.get(), blob.sizeInBytes());
            bytes += blob.sizeInBytes();
            Digest found = Digest.of(blob.digest().algorithm(), hash);
            return found.equals(blob.digest()) ? Optional.empty() : Optional.of("holds the bytes of " + found);
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e.getMessage());
        }
    }
}
