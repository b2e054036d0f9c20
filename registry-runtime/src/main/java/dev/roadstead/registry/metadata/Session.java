package dev.roadstead.registry.metadata;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One connection and its prepared statements; used by one thread at a time.
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /// Reads one row of a result.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Runs one statement that takes no arguments and gives no rows.
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    int update(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = bind(sql, arguments);
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw forgotten(sql, statement, e);
        }
    }

    <T> Optional<T> first(Row<T> row, String sql, @Nullable Object... arguments) throws SQLException {
        return list(row, sql, arguments).stream().findFirst();
    }

    boolean exists(String sql, @Nullable Object... arguments) throws SQLException {
        return first(_ -> true, sql, arguments).isPresent();
    }

    <T> List<T> list(Row<T> row, String sql, @Nullable Object... arguments) throws SQLException {
        return listUntil(_ -> false, row, sql, arguments);
    }

    /// The rows up to the first that is enough.
    <T> List<T> listUntil(Predicate<T> isEnough, Row<T> row, String sql, @Nullable Object... arguments)
            throws SQLException {
        PreparedStatement statement = bind(sql, arguments);
        try (ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                T next = row.read(rows);
                found.add(next);
                if (isEnough.test(next)) {
                    break;
                }
            }
            return found;
        } catch (SQLException e) {
            throw forgotten(sql, statement, e);
        }
    }

    /// The driver ends a statement that failed, as on a full disk: it must not be used again.
    private SQLException forgotten(String sql, PreparedStatement statement, SQLException failure) {
        prepared.remove(sql);
        try {
            statement.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /// Those that were used.
    Set<String> statements() {
        return Set.copyOf(prepared.keySet());
    }

    private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
