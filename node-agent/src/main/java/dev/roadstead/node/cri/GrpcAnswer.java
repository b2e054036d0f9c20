package dev.roadstead.node.cri;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The frames of one stream, put together to the answer of one call. Every failure is a [CriException].
final class GrpcAnswer {
    private final String call;
    private final int limit;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
    private boolean lastHeaders;
    private boolean complete;

    GrpcAnswer(String call, int limit) {
        this.call = call;
        this.limit = limit;
    }

    void take(Frame frame) {
        switch (frame.type()) {
            case Frame.DATA -> {
                append(content, frame.unpadded());
                if (frame.has(Frame.END_STREAM)) {
                    throw failure("the runtime sent no status");
                }
            }
            case Frame.HEADERS -> {
                lastHeaders = frame.has(Frame.END_STREAM);
                headers(frame, frame.unpadded());
            }
            case Frame.CONTINUATION -> headers(frame, frame.payload());
            case Frame.RST_STREAM ->
                throw failure("the runtime reset the stream, code "
                        + ByteBuffer.wrap(frame.payload()).getInt());
            default -> {}
        }
    }

    private void append(ByteArrayOutputStream to, byte[] bytes) {
        if (to.size() + bytes.length > limit) {
            throw failure("the runtime's answer is longer than 16 MiB");
        }
        to.writeBytes(bytes);
    }

    private void headers(Frame frame, byte[] fragment) {
        append(headers, fragment);
        if (!frame.has(Frame.END_HEADERS)) {
            return;
        }
        Map<String, String> fields = HeaderBlock.decode(headers.toByteArray());
        headers.reset();
        String status = fields.get("grpc-status");
        if (status != null) {
            complete = true;
            if (!status.equals("0")) {
                String message = fields.get("grpc-message");
                throw failure("status " + status + ": " + (message == null ? "no reason given" : decode(message)));
            }
        } else if (!fields.getOrDefault(":status", "200").equals("200")) {
            throw failure("the runtime answered with HTTP status " + fields.get(":status"));
        } else if (lastHeaders) {
            throw failure("the runtime sent no status");
        }
    }

    /// gRPC percent-encodes messages; a plus sign is itself.
    private static String decode(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    boolean isComplete() {
        return complete;
    }

    ProtoMessage message() {
        return GrpcChannel.unframed(content.toByteArray());
    }

    private CriException failure(String message) {
        return new CriException(call + ": " + message);
    }
}
