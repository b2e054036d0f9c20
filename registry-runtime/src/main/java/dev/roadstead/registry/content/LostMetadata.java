package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.journal.JournalFolder;
import dev.roadstead.registry.metadata.Rebuild;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The way back from metadata that are damaged, empty or gone.
public final class LostMetadata {
    private final DataDirectory directory;
    private final BlobStore objects;

    public LostMetadata(DataDirectory directory, BlobStore objects) {
        this.directory = directory;
        this.objects = objects;
    }

    public boolean areInOrder() {
        return directory.hasMetadata() && Rebuild.isInOrder(directory.paths().metadata());
    }

    /// Makes them anew. The old ones are kept beside them.
    ///
    /// @param lost is told what cannot be brought back, a sentence each
    public Rebuild.Result rebuild(Consumer<String> lost, Instant now) throws IOException {
        Rebuild.Result result = Rebuild.into(
                directory.newMetadata(),
                new JournalFolder(directory.paths().journal()),
                new Stored(directory, objects),
                lost,
                now);
        directory.replaceMetadata();
        return result;
    }

    private record Stored(DataDirectory directory, BlobStore objects) implements Rebuild.Objects {
        @Override
        public void each(BiConsumer<ObjectKey, Long> told) throws IOException {
            directory.eachObject(told);
        }

        @Override
        public Digest hash(ObjectKey key) throws IOException {
            StoredObject object = objects.find(key).orElseThrow(() -> new IOException("object " + key + " went away"));
            MessageDigest hash = Digest.Algorithm.SHA256.newHash();
            ContentHash.update(hash, object, object.sizeInBytes());
            return Digest.of(Digest.Algorithm.SHA256, hash);
        }
    }
}
