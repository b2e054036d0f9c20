package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.UploadTable;
import dev.roadstead.registry.metadata.UploadTable.UploadRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Uploads by clients, in any number of requests. What a request was told is kept survives a restart; the upload is
/// bound to its repository, and ends when it is committed, cancelled, wrong, too large, or left alone for too long.
public final class Uploads {
    private static final int SWEPT_AT_ONCE = 10_000;

    private final Backing backing;
    private final HashStates hashes = new HashStates();

    Uploads(Backing backing) {
        this.backing = backing;
    }

    /// Gives the new upload's id, which cannot be guessed.
    public String start(Repository repository, Algorithm algorithm) {
        return BlobWriter.insert(
                        backing, repository, algorithm, UUID.randomUUID().toString())
                .id();
    }

    /// How many bytes are kept. Throws [OciException] with `BLOB_UPLOAD_UNKNOWN`, as all methods with an id do.
    public long offset(Repository repository, String id) throws IOException {
        UploadRow upload = find(repository, id);
        if (!isWhole(upload)) {
            throw OciException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        }
        return upload.synced();
    }

    /// False for one whose end was cut off by a kill: its object goes before its row.
    private boolean isWhole(UploadRow upload) throws IOException {
        return upload.synced() == 0
                || backing.objects()
                        .find(upload.key())
                        .filter(object -> object.sizeInBytes() >= upload.synced())
                        .isPresent();
    }

    /// Appends a chunk and gives the new offset. When the client is cut off, what it sent until then is kept.
    public long append(Repository repository, String id, Chunk chunk) throws IOException {
        try (BlobWriter writer = open(repository, id, chunk)) {
            receiveKeeping(writer, id, chunk);
            keep(writer, id);
            return writer.position();
        }
    }

    /// Appends the last chunk, which may be empty, and stores the blob.
    public StoredBlob finish(Repository repository, String id, Chunk chunk, Digest digest) throws IOException {
        try (BlobWriter writer = open(repository, id, chunk)) {
            receiveKeeping(writer, id, chunk);
            return commitKeeping(writer, digest);
        }
    }

    /// Leaves the upload as it was when there is no room to record the blob.
    private static StoredBlob commitKeeping(BlobWriter writer, Digest digest) throws IOException {
        try {
            return writer.commit(digest);
        } catch (IOException | RuntimeException e) {
            writer.revert();
            throw e;
        }
    }

    /// Stores a blob that comes in one piece.
    public StoredBlob push(Repository repository, Chunk chunk, Digest digest) throws IOException {
        chunk.checkFits(0);
        try (BlobWriter writer = BlobWriter.create(backing, repository, digest.algorithm(), Source.PUSH)) {
            receive(writer, chunk);
            return writer.commit(digest);
        } catch (ContentLostException e) {
            throw e.reason;
        }
    }

    public void cancel(Repository repository, String id) {
        backing.claim(id);
        try {
            end(find(repository, id));
        } finally {
            backing.release(id);
        }
    }

    /// The ids of what [#sweep] would end.
    public List<String> listAbandoned(Instant untouchedSince) {
        return untouched(untouchedSince).stream()
                .map(UploadRow::id)
                .filter(id -> !backing.claimed().contains(id))
                .toList();
    }

    private List<UploadRow> untouched(Instant since) {
        return backing.metadata().read(session -> UploadTable.listUntouchedSince(session, since, SWEPT_AT_ONCE));
    }

    /// Ends uploads that nobody touched since then, and deletes what earlier deletions left behind. Gives the ids of
    /// the uploads that it ended.
    public List<String> sweep(Instant untouchedSince) {
        List<UploadRow> discarded =
                backing.metadata().read(session -> UploadTable.listDiscarded(session, SWEPT_AT_ONCE));
        discarded.forEach(this::end);
        List<String> ended = new ArrayList<>();
        for (UploadRow upload : untouched(untouchedSince)) {
            if (backing.claimed().add(upload.id())) {
                try {
                    end(upload);
                    ended.add(upload.id());
                } finally {
                    backing.release(upload.id());
                }
            }
        }
        return ended;
    }

    private void end(UploadRow upload) {
        Discarded.deleteQuietly(backing, upload.id(), upload.key());
    }

    private UploadRow find(Repository repository, String id) {
        return backing.metadata()
                .read(session -> UploadTable.findOpen(session, repository, id))
                .orElseThrow(() -> OciException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN));
    }

    private BlobWriter open(Repository repository, String id, Chunk chunk) throws IOException {
        find(repository, id);
        backing.claim(id);
        try {
            UploadRow upload = find(repository, id);
            chunk.checkFits(upload.synced());
            return BlobWriter.open(backing, upload, Source.PUSH, hashOfSynced(upload));
        } catch (NoSuchFileException e) {
            backing.release(id);
            throw OciException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN, "the upload's content is gone: start again");
        } catch (IOException | RuntimeException e) {
            backing.release(id);
            throw e;
        }
    }

    private MessageDigest hashOfSynced(UploadRow upload) throws IOException {
        Optional<MessageDigest> kept = hashes.take(upload.id(), upload.synced());
        if (kept.isPresent()) {
            return kept.get();
        }
        MessageDigest hash = upload.algorithm().newHash();
        if (upload.synced() > 0) {
            var object = backing.objects()
                    .find(upload.key())
                    .orElseThrow(() -> new NoSuchFileException(upload.key().value()));
            ContentHash.update(hash, object, upload.synced());
        }
        return hash;
    }

    /// Leaves the upload as it was when the chunk is refused or cannot be stored.
    private void receiveKeeping(BlobWriter writer, String id, Chunk chunk) throws IOException {
        try {
            receive(writer, chunk);
        } catch (ContentLostException e) {
            keep(writer, id);
            throw e.reason;
        } catch (IOException | RuntimeException e) {
            writer.revert();
            throw e;
        }
    }

    private void keep(BlobWriter writer, String id) throws IOException {
        MessageDigest hash = writer.suspend();
        hashes.keep(id, hash, writer.position());
    }

    private static void receive(BlobWriter writer, Chunk chunk) throws IOException, ContentLostException {
        long start = writer.position();
        while (true) {
            ByteBuffer bytes;
            try {
                bytes = chunk.content().next();
            } catch (IOException e) {
                throw new ContentLostException(e);
            }
            if (bytes == null) {
                break;
            }
            if (writer.position() + bytes.remaining() > chunk.maxBlobSizeInBytes()) {
                writer.discard();
                throw chunk.tooLarge();
            }
            writer.append(bytes);
        }
        chunk.checkLength(writer.position() - start);
    }

    /// The client went away: a reason to keep what it sent, unlike a failure to store.
    private static final class ContentLostException extends Exception {
        private final transient IOException reason;

        ContentLostException(IOException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
