package dev.roadstead.registry.attack;

import dev.roadstead.registry.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// One connection on which any bytes can be sent.
final class Wire implements AutoCloseable {
    private static final int PATIENCE_IN_MILLIS = 10_000;
    private static final int SMALL_BUFFER_IN_BYTES = 4 << 10;

    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(InetSocketAddress server) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER_IN_BYTES);
        socket.connect(server, PATIENCE_IN_MILLIS);
        socket.setSoTimeout(PATIENCE_IN_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /// Sends as much as the server takes: it may answer and close in the middle.
    Wire sendWhatIsTaken(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(bytes);
            }
        } catch (IOException _) {
            // Its answer is read next.
        }
        return this;
    }

    Answer answer() throws IOException {
        return answer(true);
    }

    /// @param hasBody false for what answers HEAD
    Answer answer(boolean hasBody) throws IOException {
        String[] statusLine = line().split(" ", 3);
        Headers headers = Headers.NONE;
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers = headers.with(
                    line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine[1]);
        boolean empty = !hasBody || status < 200 || status == 204 || status == 304;
        return new Answer(status, headers, empty ? new byte[0] : body(headers));
    }

    private byte[] body(Headers headers) throws IOException {
        if (headers.first("Content-Length").isPresent()) {
            return in.readNBytes(
                    Integer.parseInt(headers.first("Content-Length").get()));
        }
        if (headers.first("Transfer-Encoding").isEmpty()) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            content.writeBytes(in.readNBytes(size));
            line();
        }
        line();
        return content.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed after: " + line);
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }

    /// Whether the server closes; reads away what still comes.
    boolean isClosed() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    /// The same, of what has come until now.
    boolean isClosedNow() {
        try {
            socket.setSoTimeout(1);
            boolean closed = isClosed();
            socket.setSoTimeout(PATIENCE_IN_MILLIS);
            return closed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream in() {
        return in;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
