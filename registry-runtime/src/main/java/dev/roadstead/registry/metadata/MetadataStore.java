package dev.roadstead.registry.metadata;

import dev.roadstead.registry.journal.Journal;
import dev.roadstead.registry.journal.JournalFolder;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.LostMetadataException;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The SQLite database beside the objects. Readers see the last committed state and never wait for the writer.
public final class MetadataStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataStore.class);
    private static final int READERS = 4;
    /// Above this size the check for damage at start would delay the start too much.
    private static final long CHECKED_SIZE_IN_BYTES = 256L << 20;

    private final StoragePaths paths;
    private final GroupCommit writer;
    private final ReaderPool readers;
    private final Journal journal;
    private final JournalKeeper keeper;

    private MetadataStore(StoragePaths paths, GroupCommit writer, ReaderPool readers, Journal journal) {
        this.paths = paths;
        this.writer = writer;
        this.readers = readers;
        this.journal = journal;
        this.keeper = new JournalKeeper(journal, new JournalBase(this));
    }

    /// Statements that belong together.
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /// Opens the database, creating it in an empty data folder. Throws [DataDirectoryException] with one sentence when
    /// the database is damaged, missing although objects are there, or of a newer version.
    public static MetadataStore open(DataDirectory data) {
        StoragePaths paths = data.paths();
        try {
            String found = fingerprint(paths);
            Session session = openChecked(data, paths.metadata());
            Journal journal = Journal.open(new JournalFolder(paths.journal()), found);
            return new MetadataStore(
                    paths,
                    new GroupCommit(session, paths.metadata(), data.health(), journal),
                    ReaderPool.open(READERS, () -> reader(paths.metadata())),
                    journal);
        } catch (SQLException e) {
            throw new LostMetadataException("is damaged or cannot be read (" + e.getMessage() + ")", paths);
        } catch (IOException e) {
            throw new DataDirectoryException("data folder cannot be read: " + e.getMessage());
        }
    }

    /// Of a database that was closed, and of the schema that this version works with; else empty.
    private static String fingerprint(StoragePaths paths) throws IOException {
        Path file = paths.metadata();
        return Files.exists(file) && !Files.exists(paths.metadataLog())
                ? Schema.VERSION + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS)
                : "";
    }

    private static Session openChecked(DataDirectory data, Path file) throws SQLException, IOException {
        boolean worthChecking = Files.exists(file) && Files.size(file) <= CHECKED_SIZE_IN_BYTES;
        Session session = connect(file);
        try {
            int version = Schema.version(session);
            if (version == 0) {
                refuseToForget(data, file, session);
            } else if (version > Schema.VERSION || Schema.applicationId(session) != Schema.APPLICATION_ID) {
                throw new DataDirectoryException("metadata " + file + " was written by a newer version or another"
                        + " program (schema " + version + "): start the version that wrote it");
            }
            if (worthChecking) {
                refuseDamage(data, session);
            }
            session.execute("PRAGMA journal_mode = WAL");
            session.execute("PRAGMA synchronous = FULL");
            session.execute("PRAGMA foreign_keys = ON");
            Schema.migrate(session, version);
            ChangedRows.watch(session);
            return session;
        } catch (SQLException | IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void refuseToForget(DataDirectory data, Path file, Session session)
            throws SQLException, IOException {
        if (data.hasObjects() || !new JournalFolder(data.paths().journal()).isEmpty()) {
            throw new LostMetadataException("is missing or empty although content is stored beside it", data.paths());
        }
        if (session.exists("SELECT 1 FROM sqlite_schema")) {
            throw new DataDirectoryException(
                    "metadata " + file + " belongs to another program: give another data folder");
        }
    }

    private static void refuseDamage(DataDirectory data, Session session) throws SQLException {
        String verdict =
                session.first(row -> row.getString(1), "PRAGMA quick_check(1)").orElse("no answer");
        if (!verdict.equals("ok")) {
            throw new LostMetadataException("is damaged (" + verdict.replace('\n', ' ') + ")", data.paths());
        }
    }

    private static Session reader(Path file) throws SQLException {
        Session session = connect(file);
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    static Session connect(Path file) throws SQLException {
        Session session = new Session(DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath()));
        session.execute("PRAGMA busy_timeout = 5000");
        return session;
    }

    /// Reads from one consistent state if `work` is one statement; several statements may see several states.
    public <T> T read(Work<T> work) {
        return readers.run(work);
    }

    /// Runs `work` in a transaction and returns when its changes would survive a loss of power. When `work` throws, its
    /// changes are undone.
    public <T> T write(Work<T> work) {
        return writer.run(work);
    }

    /// Tells of every manifest that is written from now on.
    public void watch(ManifestWatcher watcher) {
        writer.watch(watcher);
    }

    /// Reads the whole database; what is wrong with it, empty where nothing is.
    public List<String> damages() {
        return read(session -> session.list(row -> row.getString(1), "PRAGMA integrity_check").stream()
                .filter(verdict -> !verdict.equals("ok"))
                .toList());
    }

    /// Runs `work` in a transaction and undoes its changes.
    public <T> T tryOut(Work<T> work) {
        List<T> result = new ArrayList<>();
        try {
            return writer.run(session -> {
                result.add(work.run(session));
                throw new UndoneException();
            });
        } catch (UndoneException _) {
            return result.getFirst();
        }
    }

    /// The way out of a change that is not to be kept.
    private static final class UndoneException extends RuntimeException {
        UndoneException() {
            super(null, null, false, false);
        }
    }

    /// Reads everything into the journal now that would else be read later, and returns when that is done or has
    /// failed.
    public void completeJournal() {
        keeper.makeWholeNow();
    }

    /// Lets accepted reads and writes finish. The writer closes last, because the last connection tidies up the log.
    @Override
    public void close() {
        keeper.close();
        readers.close();
        writer.close();
        try {
            journal.end(fingerprint(paths));
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.toString()).log("the journal is begun anew at the next start");
        }
    }
}
