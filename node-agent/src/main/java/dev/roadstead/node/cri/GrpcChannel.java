package dev.roadstead.node.cri;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One gRPC connection over a unix socket (gRPC over HTTP/2, PROTOCOL-HTTP2.md; RFC 9113), for unary calls, one after
/// the other: each on a stream of its own, a length-prefixed message each way, and the outcome in the trailers.
final class GrpcChannel implements AutoCloseable {
    private static final int PREFIX = 5;
    private static final int MAX_REQUEST = 16 << 10;
    private static final int MAX_ANSWER = 16 << 20;
    private static final int SETTINGS_HEADER_TABLE_SIZE = 1;
    private static final int SETTINGS_ENABLE_PUSH = 2;
    private static final int CANCEL = 8;
    private final FrameSocket socket;
    private int stream = -1;

    private GrpcChannel(FrameSocket socket) {
        this.socket = socket;
    }

    /// Throws [CriException] when nobody answers there.
    static GrpcChannel open(Path path) {
        try {
            FrameSocket socket = FrameSocket.open(path);
            byte[] settings = ByteBuffer.allocate(12)
                    .putShort((short) SETTINGS_HEADER_TABLE_SIZE)
                    .putInt(0)
                    .putShort((short) SETTINGS_ENABLE_PUSH)
                    .putInt(0)
                    .array();
            socket.preface();
            socket.write(new Frame(Frame.SETTINGS, 0, 0, settings));
            return new GrpcChannel(socket);
        } catch (IOException e) {
            throw new CriException("no runtime answers at " + path + ": " + e);
        }
    }

    /// @param method such as `/runtime.v1.RuntimeService/Version`
    ProtoMessage call(String method, ProtoMessage request, Duration deadline) {
        String name = method.substring(method.lastIndexOf('/') + 1);
        byte[] message = request.bytes();
        if (message.length > MAX_REQUEST - PREFIX) {
            throw new CriException(name + ": the request is too long");
        }
        stream += 2;
        try {
            socket.write(new Frame(Frame.HEADERS, Frame.END_HEADERS, stream, headers(method, deadline)));
            byte[] framed = ByteBuffer.allocate(PREFIX + message.length)
                    .put((byte) 0)
                    .putInt(message.length)
                    .put(message)
                    .array();
            socket.write(new Frame(Frame.DATA, Frame.END_STREAM, stream, framed));
            return answer(name, System.nanoTime() + deadline.toNanos(), deadline);
        } catch (IOException e) {
            throw new CriException(name + ": " + e);
        }
    }

    private static byte[] headers(String method, Duration deadline) {
        return HeaderBlock.encode(List.of(
                Map.entry(":method", "POST"),
                Map.entry(":scheme", "http"),
                Map.entry(":path", method),
                Map.entry(":authority", "localhost"),
                Map.entry("content-type", "application/grpc"),
                Map.entry("te", "trailers"),
                Map.entry("grpc-timeout", deadline.toMillis() + "m")));
    }

    private ProtoMessage answer(String name, long until, Duration deadline) throws IOException {
        GrpcAnswer answer = new GrpcAnswer(name, MAX_ANSWER);
        while (!answer.isComplete()) {
            Frame frame = socket.read(until);
            if (frame == null) {
                socket.write(new Frame(Frame.RST_STREAM, 0, stream, number(CANCEL)));
                throw new CriException(name + " was not answered within " + deadline.toSeconds() + " s");
            }
            serve(frame);
            if (frame.stream() == stream) {
                answer.take(frame);
            } else if (frame.type() == Frame.GOAWAY
                    && ByteBuffer.wrap(frame.payload()).getInt() < stream) {
                throw new CriException(name + ": the runtime closes the connection");
            }
        }
        return answer.message();
    }

    /// What a connection owes its other end, whatever the frame is about.
    private void serve(Frame frame) throws IOException {
        int length = frame.payload().length;
        switch (frame.type()) {
            case Frame.SETTINGS -> {
                if (!frame.has(Frame.ACK)) {
                    socket.write(new Frame(Frame.SETTINGS, Frame.ACK, 0, new byte[0]));
                }
            }
            case Frame.PING -> {
                if (!frame.has(Frame.ACK)) {
                    socket.write(new Frame(Frame.PING, Frame.ACK, 0, frame.payload()));
                }
            }
            case Frame.DATA -> {
                if (length > 0) {
                    socket.write(new Frame(Frame.WINDOW_UPDATE, 0, 0, number(length)));
                }
                if (length > 0 && frame.stream() == stream && !frame.has(Frame.END_STREAM)) {
                    socket.write(new Frame(Frame.WINDOW_UPDATE, 0, stream, number(length)));
                }
            }
            default -> {}
        }
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    static ProtoMessage unframed(byte[] bytes) {
        if (bytes.length < PREFIX || bytes[0] != 0) {
            throw new CriException("the runtime sent no message");
        }
        return ProtoMessage.parse(Arrays.copyOfRange(bytes, PREFIX, bytes.length));
    }

    @Override
    public void close() {
        socket.close();
    }
}
