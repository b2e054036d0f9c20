package dev.roadstead.node.cri;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Frames of HTTP/2 through a unix socket, for one thread.
final class FrameSocket implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);
    private static final int HEAD = 9;
    /// What a peer may send as long as nobody allows more.
    private static final int MAX_PAYLOAD = 16384;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocate(HEAD + MAX_PAYLOAD).flip();

    private FrameSocket(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    static FrameSocket open(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            return new FrameSocket(channel, Selector.open());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    void preface() throws IOException {
        write(ByteBuffer.wrap(PREFACE));
    }

    void write(Frame frame) throws IOException {
        int length = frame.payload().length;
        write(ByteBuffer.allocate(HEAD + length)
                .put((byte) (length >> 16))
                .putShort((short) length)
                .put((byte) frame.type())
                .put((byte) frame.flags())
                .putInt(frame.stream())
                .put(frame.payload())
                .flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        long deadline = System.nanoTime() + WRITE_DEADLINE.toNanos();
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0 && !await(SelectionKey.OP_WRITE, deadline)) {
                throw new IOException("the runtime does not read");
            }
        }
    }

    /// The next frame; null when there is none until the deadline, by `System.nanoTime()`.
    @Nullable
    Frame read(long deadline) throws IOException {
        while (true) {
            Frame frame = next();
            if (frame != null) {
                return frame;
            }
            in.compact();
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException("the runtime closed the connection");
            }
            if (read == 0 && !await(SelectionKey.OP_READ, deadline)) {
                return null;
            }
        }
    }

    private @Nullable Frame next() throws IOException {
        if (in.remaining() < HEAD) {
            return null;
        }
        int start = in.position();
        int length = in.getInt(start) >>> 8;
        if (length > MAX_PAYLOAD) {
            throw new ProtocolException("the runtime sent a frame of " + length + " bytes");
        }
        if (in.remaining() < HEAD + length) {
            return null;
        }
        byte[] payload = new byte[length];
        in.get(start + HEAD, payload).position(start + HEAD + length);
        return new Frame(in.get(start + 3), in.get(start + 4), in.getInt(start + 5) & Integer.MAX_VALUE, payload);
    }

    private boolean await(int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        return true;
    }

    @Override
    public void close() {
        try (selector;
                channel) {
            key.cancel();
        } catch (IOException e) {
            // it was to end, and it did
        }
    }
}
