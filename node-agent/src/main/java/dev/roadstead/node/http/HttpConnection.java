package dev.roadstead.node.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One connection, for one request after the other. The certificate's names are checked, always.
final class HttpConnection {
    private final Socket tcp;
    private final Socket socket;
    private final String authority;
    private final InputStream in;
    private final Consumer<HttpConnection> whenFree;
    private boolean reusable;
    private volatile long freeSince;

    private HttpConnection(Socket tcp, Socket socket, String authority, Consumer<HttpConnection> whenFree)
            throws IOException {
        this.tcp = tcp;
        this.socket = socket;
        this.authority = authority;
        this.whenFree = whenFree;
        this.in = new BufferedInputStream(socket.getInputStream(), 4096);
    }

    static HttpConnection open(URI server, SSLContext tls, Duration timeout, Consumer<HttpConnection> whenFree)
            throws IOException {
        boolean encrypted = "https".equals(server.getScheme());
        String host = server.getHost().replaceAll("[\\[\\]]", "");
        int port = server.getPort() >= 0 ? server.getPort() : encrypted ? 443 : 80;
        Socket tcp = new Socket();
        try {
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            tcp.connect(address, (int) timeout.toMillis());
            tcp.setSoTimeout((int) timeout.toMillis());
            tcp.setTcpNoDelay(true);
            tcp.setKeepAlive(true);
            Socket socket = encrypted ? encrypted(tcp, host, port, tls) : tcp;
            return new HttpConnection(tcp, socket, server.getRawAuthority(), whenFree);
        } catch (IOException | RuntimeException e) {
            close(tcp);
            throw e;
        }
    }

    private static Socket encrypted(Socket tcp, String host, int port, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.contains(":") && !host.matches("[0-9.]+")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /// @param answer until the head of the answer is there; also the longest silence within its body
    HttpAnswer send(HttpRequest request, Duration answer, Duration silence) throws IOException {
        long deadline = System.nanoTime() + answer.toNanos();
        reusable = false;
        socket.setSoTimeout((int) answer.toMillis());
        socket.getOutputStream().write(request.bytes(authority));
        socket.getOutputStream().flush();
        HttpHead head = HttpHead.read(in, deadline);
        socket.setSoTimeout((int) silence.toMillis());
        reusable = head.keepsConnection();
        return new HttpAnswer(head.status(), new HttpBody(this, in, head));
    }

    /// The answer was read to its end.
    void ended() {
        if (reusable) {
            freeSince = System.nanoTime();
            whenFree.accept(this);
        } else {
            close(socket);
        }
    }

    boolean isFreeFor(Duration limit) {
        return System.nanoTime() - freeSince > limit.toNanos();
    }

    /// At once, without a word: a socket of TLS waits for its other threads.
    void abort() {
        close(tcp);
    }

    void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it was to end, and it did
        }
    }
}
