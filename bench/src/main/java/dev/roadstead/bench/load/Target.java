package dev.roadstead.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Where a registry answers.
///
/// @param tls null for plain HTTP
public record Target(String host, int port, @Nullable SSLContext tls) {
    private static final int CONNECT_MILLISECONDS = 10_000;

    /// The origin, such as `http://127.0.0.1:5000`.
    public String url() {
        return (tls == null ? "http" : "https") + "://" + authority();
    }

    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /// What a `Location` says, as a path of this target.
    public static String pathOf(String location) {
        URI uri = URI.create(location);
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    @SuppressWarnings("AddressSelection") // Loopback, or one server that was named.
    Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLISECONDS);
            return tls == null ? socket : tls.getSocketFactory().createSocket(socket, host, port, true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
