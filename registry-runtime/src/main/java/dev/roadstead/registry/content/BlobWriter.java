package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.UploadTable;
import dev.roadstead.registry.metadata.UploadTable.UploadRow;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.ObjectWriter;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StorageUnavailableException;
import dev.roadstead.registry.storage.StoredObject;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/// One blob on its way in. One thread appends and ends it; others may follow it through readers.
///
/// Ends in exactly one of [#commit], [#discard] (which `close` does if nothing else was done), [#suspend] and
/// [#revert].
public final class BlobWriter implements Closeable {
    private final Backing backing;
    private final UploadRow upload;
    private final Source source;
    private final ObjectWriter object;
    private final MessageDigest hash;
    private final Growth growth;
    private boolean ended;

    private BlobWriter(Backing backing, UploadRow upload, Source source, ObjectWriter object, MessageDigest hash) {
        this.backing = backing;
        this.upload = upload;
        this.source = source;
        this.object = object;
        this.hash = hash;
        this.growth = new Growth(upload.synced());
    }

    /// Starts a blob; the upload's row comes before its object.
    static BlobWriter create(Backing backing, Repository repository, Algorithm algorithm, Source source)
            throws IOException {
        String id = UUID.randomUUID().toString();
        backing.claim(id);
        try {
            UploadRow upload = insert(backing, repository, algorithm, id);
            return open(backing, upload, source, algorithm.newHash());
        } catch (IOException | RuntimeException e) {
            backing.release(id);
            throw e;
        }
    }

    static UploadRow insert(Backing backing, Repository repository, Algorithm algorithm, String id) {
        return backing.metadata().write(session -> {
            long repoId =
                    RepoTable.findOrCreate(session, repository, backing.clock().instant());
            UploadRow upload = new UploadRow(id, repoId, ObjectKey.random(), algorithm, 0);
            UploadTable.insert(session, upload, backing.clock().instant());
            return upload;
        });
    }

    /// Opens the object of a claimed upload, or goes on with it after its synced part, which `hash` has seen.
    static BlobWriter open(Backing backing, UploadRow upload, Source source, MessageDigest hash) throws IOException {
        boolean isNew =
                upload.synced() == 0 && backing.objects().find(upload.key()).isEmpty();
        ObjectWriter object = isNew
                ? backing.objects().create(upload.key())
                : backing.objects().resume(upload.key(), upload.synced());
        return new BlobWriter(backing, upload, source, object, hash);
    }

    /// Bytes appended so far; may be read by any thread.
    public long position() {
        return growth.position();
    }

    public void append(ByteBuffer content) throws IOException {
        hash.update(content.duplicate());
        object.write(content);
        growth.growTo(object.position());
    }

    /// A reader from the beginning, to be closed by its user. It may outlive this writer.
    public BlobReader newReader() throws IOException {
        StoredObject written =
                backing.objects().find(upload.key()).orElseThrow(() -> new IOException("the blob was discarded"));
        return new BlobReader(written.open(), growth);
    }

    /// Stores the blob and links it to the repository. Throws [OciException] with `DIGEST_INVALID`, and discards
    /// everything, when the content is not what the digest names. When there is no room to record what is
    /// written, the upload can still be reverted.
    public StoredBlob commit(Digest digest) throws IOException {
        if (!contentDigest(digest.algorithm()).equals(digest)) {
            discard();
            throw OciException.of(ErrorCode.DIGEST_INVALID);
        }
        sync();
        Optional<ObjectKey> unused = record(digest);
        end();
        growth.complete();
        unused.ifPresent(key -> Discarded.deleteQuietly(backing, upload.id(), key));
        return new StoredBlob(digest, BlobRecord.storedObject(backing, digest));
    }

    /// After a failed sync nothing is known of the object, so it ends; where a file could not be opened, nothing was
    /// tried.
    private void sync() throws IOException {
        try {
            object.sync();
            object.close();
        } catch (IOException e) {
            if (StorageUnavailableException.faultOf(e)
                    .filter(StorageFault.OPEN_FILES::equals)
                    .isEmpty()) {
                discard();
            }
            throw e;
        }
    }

    private Optional<ObjectKey> record(Digest digest) throws IOException {
        try {
            return new BlobRecord(backing, upload, source).write(new BlobRow(digest, position(), upload.key()));
        } catch (IOException | RuntimeException e) {
            if (!isUndone(e)) {
                leave();
            } else if (StorageUnavailableException.faultOf(e).isEmpty()) {
                discard();
            }
            throw e;
        }
    }

    /// Whether nothing of the failed transaction can be on the disk. Where its sync failed, a start may find it
    /// committed.
    private static boolean isUndone(Throwable failure) {
        return StorageUnavailableException.faultOf(failure)
                .map(StorageFault.FULL::equals)
                .orElse(true);
    }

    /// Leaves the object as it is, for whichever state the next start finds. An upload that is found open is swept like
    /// any that is abandoned.
    private void leave() {
        growth.fail();
        end();
    }

    private Digest contentDigest(Algorithm algorithm) throws IOException {
        if (algorithm == upload.algorithm()) {
            return Digest.of(algorithm, hash);
        }
        MessageDigest other = algorithm.newHash();
        ContentHash.update(other, backing.objects().find(upload.key()).orElseThrow(), position());
        return Digest.of(algorithm, other);
    }

    /// Makes what was appended durable and leaves the upload open, to be continued by a later writer; gives the hash of
    /// all of it.
    MessageDigest suspend() throws IOException {
        try {
            sync();
        } catch (IOException e) {
            revert();
            throw e;
        }
        try {
            backing.metadata()
                    .write(session -> UploadTable.advance(
                            session, upload.id(), position(), backing.clock().instant()));
        } catch (RuntimeException e) {
            if (isUndone(e)) {
                revert();
            } else {
                leave();
            }
            throw e;
        }
        end();
        growth.fail();
        return hash;
    }

    /// Leaves the upload as it was when this writer was opened, unless it has ended.
    void revert() {
        if (ended) {
            return;
        }
        growth.fail();
        try {
            object.close();
            backing.objects().resume(upload.key(), upload.synced()).close();
        } catch (IOException _) {
            // What is beyond takes room until the upload goes on or ends; both drop it.
        } finally {
            end();
        }
    }

    /// Drops everything; readers fail.
    public void discard() {
        if (ended) {
            return;
        }
        growth.fail();
        try {
            object.close();
        } catch (IOException _) {
            // It is deleted next.
        }
        Discarded.deleteQuietly(backing, upload.id(), upload.key());
        end();
    }

    private void end() {
        ended = true;
        backing.release(upload.id());
    }

    @Override
    public void close() {
        discard();
    }
}
