package dev.roadstead.e2e.operator;

import dev.roadstead.sandbox.api.Faults;
import dev.roadstead.sandbox.server.SandboxApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The sandbox's API server, in this process, without its process runner.
final class SandboxControlPlane implements ControlPlane {
    private final SandboxApiServer server;

    SandboxControlPlane() {
        try {
            server = SandboxApiServer.start(SandboxApiServer.Options.inMemory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String kubeconfig() {
        return server.kubeconfig();
    }

    @Override
    public List<SeenWrite> writes() {
        return server.writeLog().requests().stream()
                .map(write -> new SeenWrite(
                        write.verb(),
                        write.resource().replaceFirst("\\..*", ""),
                        write.namespace(),
                        write.name(),
                        write.subresource(),
                        write.manager()))
                .toList();
    }

    @Override
    public boolean collectsGarbage() {
        return true;
    }

    Faults faults() {
        return server.faults();
    }

    void compactHistory() {
        server.compactHistory();
    }

    @Override
    public void close() {
        server.close();
    }
}
