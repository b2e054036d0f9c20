package dev.roadstead.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/// The part of 127.0.0.0/8 that this sandbox uses for pods and nodes. It is claimed by listening on one port of it, so
/// that sandboxes side by
/// side do not meet.
final class AddressBlock implements AutoCloseable {

    private static final int FIRST = 100;
    private static final int LAST = 250;
    private static final int CLAIM_PORT = 10249;

    private final String prefix;
    private final ServerSocket claim;

    private AddressBlock(String prefix, ServerSocket claim) {
        this.prefix = prefix;
        this.claim = claim;
    }

    /// The block of an earlier start if it is free, otherwise another.
    static AddressBlock claim(@Nullable String wanted) throws IOException {
        IOException last = new IOException("no try");
        for (int i = FIRST - 1; i <= LAST; i++) {
            String prefix = i < FIRST ? wanted : "127." + i;
            if (prefix != null) {
                ServerSocket socket = new ServerSocket();
                try {
                    socket.bind(new InetSocketAddress(prefix + ".0.1", CLAIM_PORT));
                    return new AddressBlock(prefix, socket);
                } catch (IOException e) {
                    socket.close();
                    last = e;
                }
            }
        }
        throw new IOException(
                "no free block of loopback addresses (127.100.0.0 to 127.250.255.255): " + last.getMessage()
                        + "; the sandbox needs the whole of 127.0.0.0/8, as Linux has it",
                last);
    }

    /// The first two numbers.
    String prefix() {
        return prefix;
    }

    String node(int number) {
        return prefix + ".0." + (10 + number);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
