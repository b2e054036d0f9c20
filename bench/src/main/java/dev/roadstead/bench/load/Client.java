package dev.roadstead.bench.load;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One client: the next operation begins when the last one ended.
final class Client {
    private static final int ENOUGH_ERRORS = 20;

    private final int number;
    private final Connection connection;
    private final Work work;
    private long[] latencies = new long[1024];
    private int operations;
    private int errors;
    private long bytes;
    private @Nullable String error;

    Client(int number, Connection connection, Work work) {
        this.number = number;
        this.connection = connection;
        this.work = work;
    }

    /// @param moved by all clients together
    void run(long deadline, Until until, AtomicLong moved) {
        while (System.nanoTime() < deadline && moved.get() < until.volumeInBytes() && errors < ENOUGH_ERRORS) {
            long begin = System.nanoTime();
            try {
                long size = work.once(connection, number);
                record(System.nanoTime() - begin);
                bytes += size;
                moved.addAndGet(size);
            } catch (IOException e) {
                errors++;
                error = error == null ? String.valueOf(e.getMessage()) : error;
            }
        }
    }

    private void record(long nanos) {
        if (operations == latencies.length) {
            latencies = Arrays.copyOf(latencies, operations * 2);
        }
        latencies[operations++] = nanos;
    }

    Connection connection() {
        return connection;
    }

    long[] latencies() {
        return Arrays.copyOf(latencies, operations);
    }

    long bytes() {
        return bytes;
    }

    int errors() {
        return errors;
    }

    @Nullable
    String error() {
        return error;
    }
}
