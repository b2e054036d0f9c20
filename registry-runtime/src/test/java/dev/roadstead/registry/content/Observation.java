package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.ReferrerTable.Window;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Everything that clients could see of a few repositories, by name; what is there is there with the digest of its
/// bytes.
record Observation(TreeMap<String, String> seen) {
    private static final int ALL = 1_000;

    /// @param digests of all blobs and manifests that there may be
    /// @param uploads ids of all uploads that clients were told of
    static Observation of(
            ContentStore store, List<Repository> repositories, Collection<Digest> digests, Collection<String> uploads)
            throws IOException {
        var seen = new TreeMap<String, String>();
        for (Repository repository : repositories) {
            for (String name : store.tags().list(repository, "", ALL).orElse(List.of())) {
                var manifest = store.manifests().find(repository, new Tag(name)).orElseThrow();
                seen.put(
                        repository + ":" + name,
                        Digest.sha256(manifest.content()).toString());
            }
            for (Digest digest : digests) {
                var manifest = store.manifests().find(repository, new Reference.ByDigest(digest));
                manifest.ifPresent(found -> seen.put(
                        repository + "@" + digest,
                        Digest.sha256(found.content()).toString()));
                List<String> referrers = new ArrayList<>();
                store.manifests()
                        .referrers(repository, digest, null, new Window("", ALL, Long.MAX_VALUE))
                        .forEach(referrer -> referrers.add(referrer.digest().toString()));
                if (!referrers.isEmpty()) {
                    seen.put(repository + " refers to " + digest, referrers.toString());
                }
                Optional<StoredBlob> blob = store.blobs().find(repository, digest);
                if (blob.isPresent()) {
                    seen.put(
                            repository + " blob " + digest,
                            contentDigest(blob.get()).toString());
                }
            }
            for (String upload : uploads) {
                offset(store, repository, upload)
                        .ifPresent(offset -> seen.put(repository + " upload " + upload, offset.toString()));
            }
        }
        return new Observation(seen);
    }

    private static Optional<Long> offset(ContentStore store, Repository repository, String upload) throws IOException {
        try {
            return Optional.of(store.uploads().offset(repository, upload));
        } catch (OciException e) {
            return Optional.empty();
        }
    }

    private static Digest contentDigest(StoredBlob blob) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) blob.sizeInBytes());
        try (StoredObject.ObjectReader reader = blob.content().open()) {
            int count = reader.read(bytes, 0);
            if (count != bytes.capacity()) {
                throw new IOException("read " + count + " of " + bytes.capacity());
            }
        }
        return Digest.sha256(bytes.array());
    }
}
