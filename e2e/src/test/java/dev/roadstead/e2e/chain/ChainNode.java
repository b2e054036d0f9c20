package dev.roadstead.e2e.chain;

import static dev.roadstead.e2e.chain.Chain.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.node.cri.CriClient;
import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// One node of the sandbox, by its containerd and its files.
///
/// @param root what plays the root of its file system
record ChainNode(Path root) {

    private CriClient containerd() {
        return CriClient.open(root.resolve("run/containerd/containerd.sock"));
    }

    void awaitContainerd() {
        soon("containerd answers").ignoreExceptions().until(() -> {
            try (CriClient containerd = containerd()) {
                return containerd.version().runtimeName().equals("containerd");
            }
        });
    }

    /// Pulls through containerd and the node's mirror, with nothing left of an earlier pull.
    void pull(String image, ChainImage wanted) throws IOException {
        try (CriClient containerd = containerd()) {
            containerd.remove(image);
            soon("containerd has no layer of " + image).until(() -> !hasLayer(wanted));
            containerd.pull(image, Duration.ofMinutes(1));
            assertThat(containerd.find(image).orElseThrow().digests())
                    .allMatch(digest -> digest.endsWith("@" + wanted.digest()))
                    .isNotEmpty();
        }
        assertThat(hasLayer(wanted)).isTrue();
    }

    private boolean hasLayer(ChainImage image) {
        return Files.exists(content()
                .resolve("blobs/sha256")
                .resolve(Digest.sha256(image.layer()).hex()));
    }

    private Path content() {
        return root.resolve("var/lib/containerd/io.containerd.content.v1.content");
    }

    Path hostsFile(String host) {
        return certs().resolve(host).resolve("hosts.toml");
    }

    private Path certs() {
        return root.resolve("etc/containerd/certs.d");
    }

    /// What an agent makes on its way and takes away again.
    List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.walk(certs())) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(".roadstead-tmp-") || name.startsWith("probe-");
                    })
                    .toList();
        }
    }

    /// Whether containerd has written a part of a blob of which the rest is on its way.
    boolean isDownloading() throws IOException {
        Path ingest = content().resolve("ingest");
        try (Stream<Path> downloads = Files.list(ingest)) {
            for (Path download : downloads.toList()) {
                if (sizeOf(download.resolve("data")) > 1_000_000) {
                    return true;
                }
            }
        }
        return false;
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
