package dev.roadstead.registry.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/// The schema's versions, as numbered scripts that are each run once, in order. A script that was released is never
/// changed.
final class Schema {
    static final int VERSION = 3;
    /// "RoSt", in the file's header: tells our files from other SQLite files.
    static final int APPLICATION_ID = 0x526f5374;

    private Schema() {}

    static int version(Session session) throws SQLException {
        return session.first(row -> row.getInt(1), "PRAGMA user_version").orElse(0);
    }

    static int applicationId(Session session) throws SQLException {
        return session.first(row -> row.getInt(1), "PRAGMA application_id").orElse(0);
    }

    static void migrate(Session session, int from) throws SQLException {
        migrate(session, from, VERSION);
    }

    static void migrate(Session session, int from, int to) throws SQLException {
        for (int version = from + 1; version <= to; version++) {
            session.execute("BEGIN IMMEDIATE");
            for (String statement : script(version).split(";\\s*\\n")) {
                session.execute(statement);
            }
            session.execute("PRAGMA application_id = " + APPLICATION_ID);
            session.execute("PRAGMA user_version = " + version);
            session.execute("COMMIT");
        }
    }

    private static String script(int version) {
        String name = "V" + version + ".sql";
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the program lacks its schema script " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
