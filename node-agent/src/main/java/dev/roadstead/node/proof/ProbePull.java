package dev.roadstead.node.proof;

import dev.roadstead.node.cri.CriClient;
import dev.roadstead.node.pull.HostsLookup;
import dev.roadstead.node.pull.ImageReference;
import dev.roadstead.node.pull.PullClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// Who pulls for a proof.
public sealed interface ProbePull {
    Proof.Method method();

    /// Pulls, and leaves nothing behind.
    void pull(String image);

    /// The runtime itself.
    record ByContainerd(Path socket) implements ProbePull {
        private static final Duration DEADLINE = Duration.ofSeconds(10);

        @Override
        public Proof.Method method() {
            return Proof.Method.Containerd;
        }

        @Override
        public void pull(String image) {
            try (CriClient client = CriClient.open(socket)) {
                try {
                    client.pull(image, DEADLINE);
                } finally {
                    client.remove(image);
                }
            }
        }
    }

    /// This agent's own client, which reads the same files.
    record ByClient(Path certs) implements ProbePull {
        @Override
        public Proof.Method method() {
            return Proof.Method.Client;
        }

        @Override
        public void pull(String image) {
            new PullClient(new HostsLookup(certs), Clock.systemUTC()).pull(ImageReference.parse(image));
        }
    }
}
