package dev.roadstead.sandbox.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts on one address and passes each connection to the next target: two virtual threads per connection, one per
/// direction.
final class Forwarder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
    private static final int CONNECT_MILLIS = 3000;
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listener;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile List<InetSocketAddress> targets;

    private Forwarder(ServerSocket listener, List<InetSocketAddress> targets) {
        this.listener = listener;
        this.targets = List.copyOf(targets);
    }

    static Forwarder open(InetSocketAddress address, List<InetSocketAddress> targets) throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, 512);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        Forwarder forwarder = new Forwarder(listener, targets);
        Thread.ofVirtual().name("proxy-" + address).start(forwarder::accept);
        return forwarder;
    }

    void retarget(List<InetSocketAddress> fresh) {
        targets = List.copyOf(fresh);
    }

    /// Ends all connections, too.
    @Override
    public void close() {
        close(listener);
        sockets.forEach(Forwarder::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("proxy-connection").start(() -> forward(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.atWarn().addKeyValue("cause", e.getMessage()).log("a connection was not accepted");
                }
            }
        }
    }

    private void forward(Socket client) {
        sockets.add(client);
        try (client;
                Socket server = connect()) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().name("proxy-back").start(() -> copy(server, client));
            copy(client, server);
            back.join();
            sockets.remove(server);
        } catch (IOException e) {
            log.atDebug().addKeyValue("cause", e.getMessage()).log("a connection was not forwarded");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    /// Tries every target once, beginning with the next in turn.
    private Socket connect() throws IOException {
        List<InetSocketAddress> now = targets;
        IOException last = new IOException("no target");
        for (int i = 0; i < now.size(); i++) {
            Socket socket = new Socket();
            try {
                socket.connect(now.get(Math.floorMod(turn.getAndIncrement(), now.size())), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                close(socket);
                last = e;
            }
        }
        throw last;
    }

    /// Until the end of the input, which is passed on, so that half-closed connections work; a failure ends both.
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.atDebug().addKeyValue("cause", e.getMessage()).log("not closed in good order");
        }
    }
}
