package dev.roadstead.node.files;

import dev.roadstead.node.hosts.DesiredHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A node's folders in a test.
final class NodeDirectory {
    static final Duration GRACE = Duration.ofMinutes(10);
    final NodePaths paths;
    private NodeFiles files;

    NodeDirectory(Path root) {
        this.paths = new NodePaths(root.resolve("etc/containerd"), root.resolve("var/lib/roadstead"));
        this.files = new NodeFiles(paths, new LinuxDisk(), GRACE);
    }

    void restart() {
        files = new NodeFiles(paths, new LinuxDisk(), GRACE);
    }

    FilesReport apply(DesiredHosts desired) {
        return apply(desired, Instant.now());
    }

    FilesReport apply(DesiredHosts desired, Instant now) {
        return files.apply(desired, now);
    }

    void put(String file, String content) {
        try {
            Path path = paths.certs().resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String file) {
        try {
            return Files.readString(paths.certs().resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything below certs.d, by relative name; folders end in a slash.
    Map<String, String> tree() {
        return tree(paths.certs());
    }

    static Map<String, String> tree(Path root) {
        Map<String, String> tree = new TreeMap<>();
        if (!Files.exists(root)) {
            return tree;
        }
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path : walk.filter(path -> !path.equals(root)).toList()) {
                boolean folder = Files.isDirectory(path);
                tree.put(
                        root.relativize(path) + (folder ? "/" : ""),
                        folder ? "" : Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }
}
