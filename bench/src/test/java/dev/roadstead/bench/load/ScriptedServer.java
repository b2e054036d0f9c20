package dev.roadstead.bench.load;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers each connection's requests with the texts it was given, then closes it.
final class ScriptedServer implements Closeable {
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());

    ScriptedServer(List<List<String>> connections) throws IOException {
        Thread.ofVirtual().start(() -> {
            for (List<String> answers : connections) {
                try (Socket client = server.accept()) {
                    var in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    for (String answer : answers) {
                        while (!in.readLine().isEmpty()) {
                            // Heads only.
                        }
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    }
                } catch (IOException | NullPointerException _) {
                    return;
                }
            }
        });
    }

    Target target() {
        return new Target("127.0.0.1", server.getLocalPort(), null);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
