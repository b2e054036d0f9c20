package dev.roadstead.e2e.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Addresses of 127.0.0.0/8 that nobody listens on: programs with fixed ports get one each, and meet nobody.
public final class LoopbackAddress {
    private LoopbackAddress() {}

    /// An address where all of these ports are free.
    public static String withFree(int... ports) {
        while (true) {
            var random = ThreadLocalRandom.current();
            String address =
                    "127.%d.%d.%d".formatted(random.nextInt(64, 120), random.nextInt(256), random.nextInt(1, 255));
            if (areFree(address, ports)) {
                return address;
            }
        }
    }

    private static boolean areFree(String address, int... ports) {
        for (int port : ports) {
            try (var probe = new ServerSocket(port, 1, InetAddress.getByName(address))) {
                if (!probe.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
