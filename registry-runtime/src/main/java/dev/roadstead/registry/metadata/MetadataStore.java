package dev.roadstead.registry.metadata;

import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The SQLite database beside the objects. Readers see the last committed state and never wait for the writer.
public final class MetadataStore implements AutoCloseable {
    private static final int READERS = 4;
    /// Above this size the check for damage at start would delay the start too much.
    private static final long CHECKED_SIZE_IN_BYTES = 256L << 20;

    private final GroupCommit writer;
    private final ReaderPool readers;

    private MetadataStore(GroupCommit writer, ReaderPool readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /// Statements that belong together.
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /// Opens the database, creating it in an empty data folder. Throws [DataDirectoryException] with one sentence when
    /// the database is damaged, missing although objects are there, or of a newer version.
    public static MetadataStore open(DataDirectory data) {
        Path file = data.paths().metadata();
        try {
            Session session = openChecked(data, file);
            return new MetadataStore(
                    new GroupCommit(session, file, data.health()), ReaderPool.open(READERS, () -> reader(file)));
        } catch (SQLException e) {
            throw new DataDirectoryException("metadata " + file + " is damaged or cannot be read (" + e.getMessage()
                    + "): restore it from a backup of the same data folder");
        } catch (IOException e) {
            throw new DataDirectoryException("data folder cannot be read: " + e.getMessage());
        }
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
                refuseDamage(file, session);
            }
            session.execute("PRAGMA journal_mode = WAL");
            session.execute("PRAGMA synchronous = FULL");
            session.execute("PRAGMA foreign_keys = ON");
            Schema.migrate(session, version);
            return session;
        } catch (SQLException | IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void refuseToForget(DataDirectory data, Path file, Session session)
            throws SQLException, IOException {
        if (data.hasObjects()) {
            throw new DataDirectoryException(
                    "metadata " + file + " is missing or empty although blobs are stored beside"
                            + " it: restore it from a backup, or give an empty data folder");
        }
        if (session.exists("SELECT 1 FROM sqlite_schema")) {
            throw new DataDirectoryException(
                    "metadata " + file + " belongs to another program: give another data folder");
        }
    }

    private static void refuseDamage(Path file, Session session) throws SQLException {
        String verdict =
                session.first(row -> row.getString(1), "PRAGMA quick_check(1)").orElse("no answer");
        if (!verdict.equals("ok")) {
            throw new DataDirectoryException("metadata " + file + " is damaged (" + verdict.replace('\n', ' ')
                    + "): restore it from a backup of the same data folder");
        }
    }

    private static Session reader(Path file) throws SQLException {
        Session session = connect(file);
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    private static Session connect(Path file) throws SQLException {
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

    /// Lets accepted reads and writes finish. The writer closes last, because the last connection tidies up the log.
    @Override
    public void close() {
        readers.close();
        writer.close();
    }
}
