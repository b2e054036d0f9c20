package dev.roadstead.e2e.registry;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A data folder with very many small blobs, a thousand to a repository, written as the registry writes them but for
/// the sync of each.
record LargeStore(Path data, int blobs) {
    private static final int BLOBS_OF_A_REPOSITORY = 1_000;

    void fill() throws IOException {
        try (DataDirectory directory = DataDirectory.open(data);
                MetadataStore metadata = MetadataStore.open(directory)) {
            FileBlobStore objects = new FileBlobStore(directory);
            for (int first = 0; first < blobs; first += BLOBS_OF_A_REPOSITORY) {
                List<BlobRow> rows = new ArrayList<>();
                for (int i = first; i < Math.min(blobs, first + BLOBS_OF_A_REPOSITORY); i++) {
                    rows.add(store(objects, content(i)));
                }
                record(metadata, repository(first), rows);
            }
        }
    }

    private static BlobRow store(FileBlobStore objects, byte[] content) throws IOException {
        ObjectKey key = ObjectKey.random();
        try (ObjectWriter object = objects.create(key)) {
            object.write(ByteBuffer.wrap(content));
        }
        return new BlobRow(Digest.of(Digest.Algorithm.SHA256, content), content.length, key);
    }

    private static void record(MetadataStore metadata, Repository repository, List<BlobRow> rows) {
        Instant now = Instant.now();
        metadata.write(session -> {
            long repoId = RepoTable.findOrCreate(session, repository, now);
            for (BlobRow row : rows) {
                BlobTable.put(session, row, now);
                BlobTable.link(session, repoId, row.digest(), Source.PUSH, now);
            }
            return rows.size();
        });
    }

    private static Repository repository(int blob) {
        return Repository.parse("team-" + blob / BLOBS_OF_A_REPOSITORY + "/app");
    }

    static byte[] content(int blob) {
        return ("blob " + blob).getBytes(StandardCharsets.UTF_8);
    }

    /// Of a request for a blob.
    static String path(int blob) {
        return "/v2/" + repository(blob).name() + "/blobs/" + Digest.of(Digest.Algorithm.SHA256, content(blob));
    }
}
