package dev.roadstead.registry.metadata;

import dev.roadstead.registry.metadata.MetadataStore.Work;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StorageUnavailableException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A few connections that only read, lent one at a time.
final class ReaderPool {
    private final BlockingQueue<Session> idle;
    private final int size;

    private ReaderPool(int size) {
        this.idle = new ArrayBlockingQueue<>(size);
        this.size = size;
    }

    @FunctionalInterface
    interface Connector {
        Session connect() throws SQLException;
    }

    static ReaderPool open(int size, Connector connector) throws SQLException {
        ReaderPool pool = new ReaderPool(size);
        for (int i = 0; i < size; i++) {
            pool.idle.add(connector.connect());
        }
        return pool;
    }

    <T> T run(Work<T> work) {
        Session session = take();
        try {
            return work.run(session);
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            idle.add(session);
        }
    }

    private static RuntimeException failure(SQLException e) {
        return WriteFailure.assumed(e)
                .filter(fault -> fault != StorageFault.READ_ONLY)
                .<RuntimeException>map(fault -> new UncheckedIOException(new StorageUnavailableException(fault, e)))
                .orElseGet(() -> new MetadataException("metadata cannot be read", e));
    }

    private Session take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MetadataException("interrupted while waiting for metadata", e);
        }
    }

    void close() {
        for (int i = 0; i < size; i++) {
            try {
                take().close();
            } catch (SQLException _) {
                // A connection that only reads has nothing to lose.
            }
        }
    }
}
