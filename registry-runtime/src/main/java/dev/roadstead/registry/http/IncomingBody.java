package dev.roadstead.registry.http;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Hands a body from the event loop to the request's thread through a window of [#WINDOW_SIZE_IN_BYTES]: what does not
/// fit stays in the client's socket.
final class IncomingBody implements RequestBody {
    private static final int WINDOW_SIZE_IN_BYTES = 512 << 10;
    private static final int LEAST_PROGRESS_IN_BYTES = 4 << 10;

    /// What a piece costs beside its bytes: a client may send each byte as a chunk of its own.
    private static final int PIECE_COST_IN_BYTES = 256;

    private final OptionalLong sizeInBytes;
    private final Duration silence;
    private final Runnable readMore;
    private final Runnable sendContinue;

    /// Guards everything below.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<HttpContent> window = new ArrayDeque<>();
    private int windowSizeInBytes;
    private boolean readPending;
    private boolean lastArrived;
    private boolean abandoned;
    private @Nullable ClientGoneException failure;

    /// Touched by the reading thread only.
    private @Nullable HttpContent current;

    private boolean started;
    private boolean continueWanted;
    private long receivedBytes;
    private long progressInBytes;
    private long patienceInNanos;

    /// @param readMore asks the event loop for one more piece
    IncomingBody(RequestHead head, Duration silence, Runnable readMore, Runnable sendContinue) {
        this.sizeInBytes = head.contentLength();
        this.continueWanted = head.expectsContinue();
        this.silence = silence;
        this.readMore = readMore;
        this.sendContinue = sendContinue;
        this.readPending = true;
        this.patienceInNanos = silence.toNanos();
    }

    @Override
    public OptionalLong sizeInBytes() {
        return sizeInBytes;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    /// Whether the client waits to be told to send the body.
    boolean isUnasked() {
        return continueWanted;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        release();
        if (continueWanted) {
            continueWanted = false;
            sendContinue.run();
        }
        while (true) {
            HttpContent piece = take();
            if (piece == null) {
                return null;
            }
            current = piece;
            if (piece.content().isReadable()) {
                int size = piece.content().readableBytes();
                receivedBytes += size;
                noteProgress(size);
                return piece.content().nioBuffer();
            }
            release();
        }
    }

    private void noteProgress(int size) {
        progressInBytes += size;
        if (progressInBytes >= LEAST_PROGRESS_IN_BYTES) {
            progressInBytes = 0;
            patienceInNanos = silence.toNanos();
        }
    }

    private @Nullable HttpContent take() throws IOException {
        lock.lock();
        try {
            started = true;
            while (window.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                if (lastArrived) {
                    return null;
                }
                requestMore();
                patienceInNanos = changed.awaitNanos(patienceInNanos);
                if (patienceInNanos <= 0) {
                    throw ClientGoneException.silent();
                }
            }
            HttpContent piece = window.remove();
            windowSizeInBytes -= cost(piece);
            requestMore();
            return piece;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading a request's body", e);
        } finally {
            lock.unlock();
        }
    }

    private static int cost(HttpContent piece) {
        return piece.content().readableBytes() + PIECE_COST_IN_BYTES;
    }

    private void requestMore() {
        if (!readPending && !lastArrived && failure == null && windowSizeInBytes < WINDOW_SIZE_IN_BYTES) {
            readPending = true;
            readMore.run();
        }
    }

    private void release() {
        if (current != null) {
            ReferenceCountUtil.release(current);
            current = null;
        }
    }

    /// Called by the event loop; takes over the reference.
    void offer(HttpContent piece) {
        lock.lock();
        try {
            readPending = false;
            if (piece.decoderResult().isFailure()) {
                failure = ClientGoneException.malformed();
                ReferenceCountUtil.release(piece);
            } else if (abandoned) {
                lastArrived |= piece instanceof LastHttpContent;
                ReferenceCountUtil.release(piece);
            } else {
                lastArrived |= piece instanceof LastHttpContent;
                window.add(piece);
                windowSizeInBytes += cost(piece);
                if (started) {
                    requestMore();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Called by the event loop when the connection ended.
    void fail(ClientGoneException cause) {
        lock.lock();
        try {
            if (failure == null && !lastArrived) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Reads what little is left, so that the connection can be used again; false when that would take long.
    boolean finish(int maxBytes, Duration maxWait) {
        if (continueWanted) {
            return false;
        }
        try {
            long limit = receivedBytes + maxBytes;
            patienceInNanos = Math.min(patienceInNanos, maxWait.toNanos());
            progressInBytes = Long.MIN_VALUE / 2;
            while (next() != null) {
                if (receivedBytes > limit) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Frees everything held; what still arrives is thrown away.
    void abandon() {
        release();
        lock.lock();
        try {
            abandoned = true;
            window.forEach(ReferenceCountUtil::release);
            window.clear();
            windowSizeInBytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
