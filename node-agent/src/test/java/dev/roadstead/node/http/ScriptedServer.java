package dev.roadstead.node.http;

import dev.roadstead.node.tls.TestCa;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/// Sends bytes as they are given, one script a connection: an answer for each request, then it closes.
final class ScriptedServer implements AutoCloseable {
    /// Says nothing, and keeps the connection.
    static final String SILENCE = "";

    private final BlockingQueue<List<String>> scripts = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> kept = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    ScriptedServer() {
        this("127.0.0.1", ServerSocketFactory.getDefault());
    }

    /// With a certificate for 127.0.0.1, wherever it listens.
    ScriptedServer(String address, TestCa ca) {
        this(address, ca.server().getServerSocketFactory());
    }

    private ScriptedServer(String address, ServerSocketFactory factory) {
        try {
            server = factory.createServerSocket(0, 10, InetAddress.ofLiteral(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::run);
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
    }

    ScriptedServer connection(String... answers) {
        scripts.add(List.of(answers));
        return this;
    }

    /// Head of each, and body where one was announced.
    List<String> requests() {
        return requests;
    }

    int connections() {
        return kept.size();
    }

    private void run() {
        while (true) {
            try {
                Socket socket = server.accept();
                kept.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String answer : scripts.take()) {
                requests.add(request(in));
                if (answer.equals(SILENCE)) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            socket.close();
        } catch (IOException e) {
            // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(BufferedReader in) throws IOException {
        StringBuilder request = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            request.append(line).append('\n');
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            request.append((char) in.read());
        }
        return request.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : kept) {
            socket.close();
        }
    }
}
