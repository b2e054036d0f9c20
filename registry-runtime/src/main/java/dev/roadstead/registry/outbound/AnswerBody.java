package dev.roadstead.registry.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer, pulled piece by piece. A server that sends less than 4 KiB in `patience` is given up.
final class AnswerBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private static final int LEAST_PROGRESS_IN_BYTES = 4 << 10;

    private sealed interface Event {}

    private record Arrived(List<ByteBuffer> buffers) implements Event {}

    private record Failed(Throwable cause) implements Event {}

    private record Ended() implements Event {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private final Duration patience;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean ended;
    private long progressInBytes;
    private long patienceInNanos;

    AnswerBody(Duration patience) {
        this.patience = patience;
        this.patienceInNanos = patience.toNanos();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Arrived(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Failed(cause));
    }

    @Override
    public void onComplete() {
        events.add(new Ended());
    }

    /// Null at the end.
    @Nullable
    ByteBuffer next() throws IOException {
        while (true) {
            ByteBuffer buffer = ready.poll();
            if (buffer != null) {
                if (buffer.hasRemaining()) {
                    return buffer;
                }
                continue;
            }
            if (ended) {
                return null;
            }
            switch (await()) {
                case Arrived(List<ByteBuffer> buffers) -> take(buffers);
                case Failed(Throwable cause) ->
                    throw new IOException("the upstream's answer broke off: " + cause.getMessage(), cause);
                case Ended _ -> ended = true;
            }
        }
    }

    private void take(List<ByteBuffer> buffers) {
        ready.addAll(buffers);
        buffers.forEach(buffer -> progressInBytes += buffer.remaining());
        if (progressInBytes >= LEAST_PROGRESS_IN_BYTES) {
            progressInBytes = 0;
            patienceInNanos = patience.toNanos();
        }
        Flow.Subscription current = subscription;
        if (current != null) {
            current.request(1);
        }
    }

    private Event await() throws IOException {
        long start = System.nanoTime();
        try {
            Event event = events.poll(patienceInNanos, TimeUnit.NANOSECONDS);
            patienceInNanos -= System.nanoTime() - start;
            if (event == null || patienceInNanos <= 0) {
                close();
                throw new IOException("the upstream sent too little in " + patience.toSeconds() + " s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("interrupted while reading from the upstream");
        }
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
