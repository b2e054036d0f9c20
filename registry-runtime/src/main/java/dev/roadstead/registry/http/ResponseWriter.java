package dev.roadstead.registry.http;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes one response from the request's own thread, never faster than the client reads.
final class ResponseWriter {
    private static final int SMALL_BODY_IN_BYTES = 64 << 10;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int LEAST_PROGRESS_IN_BYTES = 4 << 10;

    private final Channel channel;
    private final RequestHead request;
    private final Duration patience;
    private final Transfers transfers;
    private boolean keepAlive;
    private int status;
    private long sentBytes;
    private @Nullable ChannelFuture inFlight;

    ResponseWriter(Channel channel, RequestHead request, boolean keepAlive, Duration patience, Transfers transfers) {
        this.channel = channel;
        this.request = request;
        this.keepAlive = keepAlive;
        this.patience = patience;
        this.transfers = transfers;
    }

    /// The status that went out; 0 before that.
    int status() {
        return status;
    }

    long sentBytes() {
        return sentBytes;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    /// Returns the write that ends the response. Throws [OciException] only while nothing has been sent.
    ChannelFuture write(Response response) throws IOException {
        return switch (response.body()) {
            case Response.Empty() -> whole(response, Unpooled.EMPTY_BUFFER, 0);
            case Response.Bytes(byte[] content) -> bytes(response, content);
            case Response.FileRange range -> file(response, range);
            case Response.Streamed streamed -> streamed(response, streamed);
        };
    }

    private ChannelFuture whole(Response response, ByteBuf content, long announced) {
        HttpHeaders fields = ResponseHead.fields(request, response, OptionalLong.of(announced), keepAlive);
        status = response.status();
        sentBytes = content.readableBytes();
        return channel.writeAndFlush(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                content,
                fields,
                DefaultHttpHeadersFactory.trailersFactory().newHeaders()));
    }

    private ChannelFuture bytes(Response response, byte[] content) throws IOException {
        if (isHead()) {
            return whole(response, Unpooled.EMPTY_BUFFER, content.length);
        }
        if (content.length <= SMALL_BODY_IN_BYTES) {
            return whole(response, Unpooled.wrappedBuffer(content), content.length);
        }
        head(response, OptionalLong.of(content.length));
        for (int from = 0; from < content.length; from += SMALL_BODY_IN_BYTES) {
            int length = Math.min(SMALL_BODY_IN_BYTES, content.length - from);
            // TLS copies it.
            MemoryBudget.Hold hold = transfers.take(length);
            send(Unpooled.wrappedBuffer(content, from, length), hold);
        }
        return end();
    }

    private ChannelFuture file(Response response, Response.FileRange range) throws IOException {
        if (isHead()) {
            if (!Files.exists(range.file())) {
                throw OciException.of(ErrorCode.BLOB_UNKNOWN);
            }
            return whole(response, Unpooled.EMPTY_BUFFER, range.sizeInBytes());
        }
        FileChannel file = open(range);
        if (channel.pipeline().get(SslHandler.class) != null) {
            try (file) {
                head(response, OptionalLong.of(range.sizeInBytes()));
                copy(file, range);
                return end();
            }
        }
        head(response, OptionalLong.of(range.sizeInBytes()));
        // Closes the file once it is written or given up.
        DefaultFileRegion region = new DefaultFileRegion(file, range.offset(), range.sizeInBytes());
        ChannelFuture written = channel.writeAndFlush(region);
        long transferred = 0;
        while (!await(written)) {
            if (region.transferred() - transferred < LEAST_PROGRESS_IN_BYTES) {
                throw ClientGoneException.silent();
            }
            transferred = region.transferred();
        }
        requireWritten(written);
        sentBytes += range.sizeInBytes();
        return end();
    }

    private static FileChannel open(Response.FileRange range) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(range.file(), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw OciException.of(ErrorCode.BLOB_UNKNOWN);
        } catch (FileSystemException e) {
            // Most often this process has too many open.
            throw OciException.withStatus(
                    ErrorCode.DENIED,
                    SERVICE_UNAVAILABLE,
                    "the blob's file cannot be opened now (" + e.getReason() + "): try again");
        }
        if (file.size() < range.offset() + range.sizeInBytes()) {
            file.close();
            throw new IOException("a file is shorter than its record says: " + range.file());
        }
        return file;
    }

    private void copy(FileChannel file, Response.FileRange range) throws IOException {
        long position = range.offset();
        long end = range.offset() + range.sizeInBytes();
        while (position < end) {
            int wanted = transfers.pieceSize(end - position);
            MemoryBudget.Hold hold = transfers.take(wanted);
            ByteBuf chunk = channel.alloc().directBuffer(wanted, wanted);
            int read = chunk.writeBytes(file, position, wanted);
            if (read <= 0) {
                chunk.release();
                hold.release();
                throw new IOException("a file was cut while it was read: " + range.file());
            }
            position += read;
            send(chunk, hold);
        }
    }

    private ChannelFuture streamed(Response response, Response.Streamed streamed) throws IOException {
        if (isHead()) {
            return streamed.sizeInBytes().isPresent()
                    ? whole(
                            response,
                            Unpooled.EMPTY_BUFFER,
                            streamed.sizeInBytes().getAsLong())
                    : whole(response, Unpooled.EMPTY_BUFFER, 0);
        }
        OptionalLong size = streamed.sizeInBytes();
        if (size.isEmpty() && !request.chunkedAnswers()) {
            keepAlive = false;
        }
        streamed.writer().writeTo(chunk -> sendCopy(response, size, chunk));
        if (status == 0) {
            head(response, size);
        }
        if (size.isPresent() && sentBytes != size.getAsLong()) {
            throw new IOException("a body of " + size.getAsLong() + " bytes ended after " + sentBytes);
        }
        return end();
    }

    /// The head goes out with the first bytes: a writer that fails before them can still be answered with an error.
    private void sendCopy(Response response, OptionalLong size, ByteBuffer chunk) throws IOException {
        if (status == 0) {
            head(response, size);
        }
        while (chunk.hasRemaining()) {
            int length = transfers.pieceSize(chunk.remaining());
            MemoryBudget.Hold hold = transfers.take(length);
            ByteBuf copy = channel.alloc().directBuffer(length, length);
            copy.writeBytes(chunk.slice(chunk.position(), length));
            chunk.position(chunk.position() + length);
            send(copy, hold);
        }
    }

    private boolean isHead() {
        return request.method().equals("HEAD");
    }

    private void head(Response response, OptionalLong size) {
        HttpHeaders fields = ResponseHead.fields(request, response, size, keepAlive);
        status = response.status();
        inFlight = channel.write(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), fields));
    }

    /// Two chunks are under way at a time: one in the socket, one behind it.
    private void send(ByteBuf chunk, MemoryBudget.Hold hold) throws IOException {
        ChannelFuture previous = inFlight;
        int size = chunk.readableBytes();
        boolean first = sentBytes == 0;
        inFlight = channel.writeAndFlush(new DefaultHttpContent(chunk)).addListener(_ -> hold.release());
        sentBytes += size;
        if (previous != null && !first) {
            if (!await(previous)) {
                throw ClientGoneException.silent();
            }
            requireWritten(previous);
        }
    }

    private ChannelFuture end() {
        return channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private boolean await(ChannelFuture write) throws IOException {
        try {
            return write.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing a response", e);
        }
    }

    private static void requireWritten(ChannelFuture write) throws ClientGoneException {
        if (!write.isSuccess()) {
            throw ClientGoneException.closed();
        }
    }
}
