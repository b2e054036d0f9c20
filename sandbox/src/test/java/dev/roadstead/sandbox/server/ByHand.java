package dev.roadstead.sandbox.server;

import java.nio.file.Files;
import java.nio.file.Path;

/// Starts an API server for trying things by hand: `java … ByHand <directory> <port>`; the kubeconfig lies in the
/// directory.
final class ByHand {

    private ByHand() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (SandboxApiServer server =
                SandboxApiServer.start(SandboxApiServer.Options.in(directory).withPort(Integer.parseInt(args[1])))) {
            Files.writeString(directory.resolve("kubeconfig"), server.kubeconfig());
            System.out.println("serving at " + server.address());
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
