package dev.roadstead.registry.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// `HOST:PORT` to listen on; `[…]` around an IPv6 host, port 0 for any free one.
public record ListenAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public ListenAddress {
        if (host.isBlank() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("an address to listen on is written HOST:PORT");
        }
    }

    /// Throws [IllegalArgumentException].
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an address to listen on is written HOST:PORT, not " + text);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            return new ListenAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the port of " + text + " is not a number", e);
        }
    }

    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
