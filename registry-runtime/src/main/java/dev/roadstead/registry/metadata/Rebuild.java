package dev.roadstead.registry.metadata;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.journal.JournalEntry;
import dev.roadstead.registry.journal.JournalFolder;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.BlobTable.Source;
import dev.roadstead.registry.metadata.FoundObjects.Found;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.StagedEntries.Staged;
import dev.roadstead.registry.metadata.TombstoneTable.Tombstone;
import dev.roadstead.registry.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Makes the metadata anew from a journal and from the objects that are stored.
public final class Rebuild {
    private final Session session;
    private final Consumer<String> lost;
    private final Instant now;
    private final Set<Digest> unnamed = new HashSet<>();
    private long manifests;
    private long tags;

    private Rebuild(Session session, Consumer<String> lost, Instant now) {
        this.session = session;
        this.lost = lost;
        this.now = now;
    }

    /// What is in the store.
    public interface Objects {
        /// Gives every key with its size in bytes.
        void each(BiConsumer<ObjectKey, Long> told) throws IOException;

        Digest hash(ObjectKey key) throws IOException;
    }

    /// @param unnamed objects that the journal does not name; they are in the trash
    public record Result(long blobs, long manifests, long tags, long unnamed) {}

    /// Writes the database, which must not exist yet, and returns when it is complete.
    ///
    /// @param lost is told what cannot be brought back, a sentence each
    public static Result into(Path file, JournalFolder journal, Objects objects, Consumer<String> lost, Instant now)
            throws IOException {
        try (Session session = MetadataStore.connect(file)) {
            session.execute("PRAGMA synchronous = OFF");
            Schema.migrate(session, 0);
            session.execute("BEGIN IMMEDIATE");
            Result result = new Rebuild(session, lost, now).run(journal, objects);
            session.execute("COMMIT");
            return result;
        } catch (SQLException e) {
            throw new IOException("the metadata cannot be made: " + e.getMessage(), e);
        }
    }

    /// Whether a database needs no such thing.
    public static boolean isInOrder(Path file) {
        try (Session session = MetadataStore.connect(file)) {
            return Schema.version(session) > 0
                    && session.list(row -> row.getString(1), "PRAGMA integrity_check")
                            .equals(List.of("ok"));
        } catch (SQLException e) {
            return false;
        }
    }

    private Result run(JournalFolder journal, Objects objects) throws SQLException, IOException {
        StagedEntries staged = new StagedEntries(session);
        FoundObjects found = new FoundObjects(session);
        try {
            journal.read(unchecked(staged::put), lost);
            objects.each((key, size) ->
                    unchecked((ObjectKey each) -> found.put(each, size)).accept(key));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
        staged.each(JournalEntry.Kind.BLOB, row -> blob(row, found));
        for (Optional<Found> next = found.next(); next.isPresent(); next = found.next()) {
            adopt(next.get(), objects);
            found.remove(next.get().key());
        }
        staged.each(JournalEntry.Kind.LINK, this::link);
        staged.each(JournalEntry.Kind.MANIFEST, this::manifest);
        staged.each(JournalEntry.Kind.TAG, this::tag);
        session.update(
                "UPDATE blob SET trashed_at = ? WHERE digest NOT IN (SELECT digest FROM repo_blob)",
                now.toEpochMilli());
        staged.drop();
        found.drop();
        long blobs = session.first(row -> row.getLong(1), "SELECT count(*) FROM blob")
                .orElse(0L);
        return new Result(blobs, manifests, tags, unnamed.size());
    }

    @FunctionalInterface
    private interface Use<T> {
        void of(T value) throws SQLException;
    }

    private static <T> Consumer<T> unchecked(Use<T> use) {
        return value -> {
            try {
                use.of(value);
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        };
    }

    private void blob(Staged row, FoundObjects objects) throws SQLException {
        BlobRow blob = new BlobRow(Digest.parse(row.key()), Long.parseLong(row.first()), new ObjectKey(row.second()));
        Optional<Long> size = objects.size(blob.key());
        if (size.isEmpty()) {
            lost.accept("blob " + blob.digest() + " has no object");
        } else if (size.get() != blob.sizeInBytes()) {
            lost.accept("blob " + blob.digest() + " has " + size.get() + " of " + blob.sizeInBytes() + " bytes");
        } else {
            BlobTable.put(session, blob, now);
            objects.remove(blob.key());
        }
    }

    /// An upload that was not finished, or the object of a blob whose entry is lost.
    private void adopt(Found object, Objects objects) throws SQLException, IOException {
        Digest digest = objects.hash(object.key());
        if (BlobTable.find(session, digest).isPresent()) {
            TombstoneTable.put(session, new Tombstone(object.key(), digest, object.sizeInBytes()), now);
            return;
        }
        BlobTable.put(session, new BlobRow(digest, object.sizeInBytes(), object.key()), now);
        unnamed.add(digest);
    }

    private long repoId(String name) throws SQLException {
        return RepoTable.findOrCreate(session, Repository.parse(name), now);
    }

    private void link(Staged row) throws SQLException {
        Digest digest = Digest.parse(row.name());
        if (BlobTable.find(session, digest).isPresent()) {
            Source source = Source.valueOf(row.first().toUpperCase(Locale.ROOT));
            BlobTable.link(session, repoId(row.key()), digest, source, now);
        }
    }

    private void manifest(Staged row) throws SQLException {
        Digest digest = Digest.parse(row.name());
        byte[] content = Base64.getDecoder().decode(row.second());
        if (!Digest.of(digest.algorithm(), content).equals(digest)) {
            lost.accept("manifest " + row.key() + "@" + digest + " has other bytes than its digest names");
            return;
        }
        long repoId = repoId(row.key());
        try {
            ManifestTable.put(session, repoId, digest, Manifest.parse(content, row.first()), content, now);
        } catch (OciException e) {
            lost.accept("manifest " + row.key() + "@" + digest + " cannot be read: " + e.getMessage());
            return;
        }
        manifests++;
        for (Digest blob : ManifestTable.blobs(session, new ManifestKey(repoId, digest))) {
            if (unnamed.contains(blob)) {
                BlobTable.link(session, repoId, blob, Source.PUSH, now);
            }
        }
    }

    private void tag(Staged row) throws SQLException {
        Digest digest = Digest.parse(row.first());
        Optional<Long> size = ManifestTable.size(session, repoId(row.key()), digest);
        if (size.isEmpty()) {
            lost.accept("tag " + row.key() + ":" + row.name() + " names manifest " + digest + ", which is not there");
            return;
        }
        TagTable.put(session, repoId(row.key()), new Tag(row.name()), digest, now);
        tags++;
    }
}
