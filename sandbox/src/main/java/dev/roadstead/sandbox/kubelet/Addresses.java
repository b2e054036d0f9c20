package dev.roadstead.sandbox.kubelet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/// Hands out loopback addresses, one per pod and node. A pod's address is kept in its status, so it survives a restart
/// of the sandbox.
public final class Addresses {

    private final String prefix;

    /// Holder by address; guarded by the monitor.
    private final Map<String, String> holders = new HashMap<>();

    private int next = 1;

    /// @param prefix the first two numbers, such as `127.77`; pods get `127.77.1.1` and up
    public Addresses(String prefix) {
        this.prefix = prefix;
    }

    /// The wanted address if nobody else has it, otherwise a free one.
    public synchronized String take(String holder, String wanted) {
        if (wanted.startsWith(prefix + ".")
                && holders.getOrDefault(wanted, holder).equals(holder)) {
            holders.put(wanted, holder);
            return wanted;
        }
        for (int tries = 0; tries < 250 * 100; tries++) {
            String address = prefix + "." + (1 + next / 250 % 100) + "." + (1 + next % 250);
            next++;
            if (!holders.containsKey(address)) {
                requireBindable(address);
                holders.put(address, holder);
                return address;
            }
        }
        throw new IllegalStateException("no free address below " + prefix + " for " + holder);
    }

    public synchronized void release(String address, String holder) {
        holders.remove(address, holder);
    }

    private static void requireBindable(String address) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on " + address + " (" + e.getMessage()
                            + "): the sandbox needs the whole of 127.0.0.0/8, as Linux has it",
                    e);
        }
    }
}
