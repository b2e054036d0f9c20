package dev.roadstead.e2e.operator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Loopback addresses that nobody else uses, for processes that want ports of their own choice.
final class Loopback {
    private Loopback() {}

    static String freeAddress(int port) {
        while (true) {
            var random = ThreadLocalRandom.current();
            String address =
                    "127.%d.%d.%d".formatted(random.nextInt(64, 120), random.nextInt(256), random.nextInt(1, 255));
            try (var probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                if (probe.isBound()) {
                    return address;
                }
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
    }
}
