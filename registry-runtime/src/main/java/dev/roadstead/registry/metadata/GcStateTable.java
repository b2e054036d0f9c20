package dev.roadstead.registry.metadata;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What garbage collection remembers over a restart.
public final class GcStateTable {
    private GcStateTable() {}

    /// @param handledRunNow the last wish for a run that was followed
    /// @param lastRun as JSON
    public record GcState(
            @Nullable String handledRunNow, @Nullable String lastRun) {}

    public static GcState read(Session session) throws SQLException {
        return session.first(
                        row -> new GcState(row.getString(1), row.getString(2)),
                        "SELECT handled_run_now, last_run FROM gc_state")
                .orElse(new GcState(null, null));
    }

    /// Empty before the first [#keepSteadyTime].
    public static Optional<Instant> steadyTime(Session session) throws SQLException {
        return session.first(
                row -> Instant.ofEpochMilli(row.getLong(1)),
                "SELECT steady_time FROM gc_state WHERE steady_time IS NOT NULL");
    }

    public static void keepSteadyTime(Session session, Instant time) throws SQLException {
        session.update("""
                INSERT INTO gc_state (id, steady_time) VALUES (1, ?1)
                ON CONFLICT (id) DO UPDATE SET steady_time = ?1""", time.toEpochMilli());
    }

    public static void write(Session session, GcState state) throws SQLException {
        session.update("""
                INSERT INTO gc_state (id, handled_run_now, last_run) VALUES (1, ?1, ?2)
                ON CONFLICT (id) DO UPDATE SET handled_run_now = ?1, last_run = ?2""", state.handledRunNow(), state.lastRun());
    }
}
