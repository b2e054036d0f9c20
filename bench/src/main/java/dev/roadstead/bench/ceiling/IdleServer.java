package dev.roadstead.bench.ceiling;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Answers every request with 200 and as many bytes as its path says, `/1024` for instance, and throws bodies away.
public final class IdleServer {
    private static final int CHUNK = 128 << 10;

    private IdleServer() {}

    /// Says its port on standard output; ends when its standard input does, which is with the process that started it.
    public static void main(String[] arguments) throws IOException {
        try (var server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            Thread.ofPlatform().daemon().start(() -> accept(server));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private static void serve(Socket client) {
        byte[] chunk = new byte[CHUNK];
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream(), CHUNK);
            OutputStream out = client.getOutputStream();
            while (true) {
                String first = line(in);
                if (first.isEmpty()) {
                    return;
                }
                discard(in, bodySize(in), chunk);
                long size = Long.parseLong(first.substring(first.indexOf('/') + 1, first.lastIndexOf(' ')));
                answer(out, size, chunk);
            }
        } catch (IOException _) {
            // The generator has gone.
        }
    }

    private static long bodySize(InputStream in) throws IOException {
        long size = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("Content-Length:")) {
                size = Long.parseLong(line.substring(15).strip());
            }
        }
        return size;
    }

    private static void discard(InputStream in, long size, byte[] chunk) throws IOException {
        for (long left = size; left > 0; ) {
            int read = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (read < 0) {
                return;
            }
            left -= read;
        }
    }

    /// A small body goes out with its head, in one packet.
    private static void answer(OutputStream out, long size, byte[] chunk) throws IOException {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        int joined = (int) Math.min(size, chunk.length - head.length);
        byte[] begin = Arrays.copyOf(head, head.length + joined);
        out.write(begin);
        for (long left = size - joined; left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
