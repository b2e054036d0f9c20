package dev.roadstead.sandbox.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A volume of small files that changes as a whole, laid out as the kubelet does:
/// ```
/// name      -> ..data/name
/// ..data    -> ..7            swapped by rename
/// ..7/name
/// ```
final class DataDirectory {

    private static final String DATA = "..data";

    private final Path root;

    DataDirectory(Path root) {
        this.root = root;
    }

    /// Makes the folder hold exactly these files; does nothing when it does.
    void write(Map<String, byte[]> files, int mode) throws IOException {
        Files.createDirectories(root);
        if (holds(files)) {
            return;
        }
        String previous = current();
        Path fresh = root.resolve(".." + (number(previous) + 1));
        delete(fresh);
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            Path path = fresh.resolve(file.getKey()).normalize();
            if (!path.startsWith(fresh)) {
                throw new IOException("a file of a volume would lie outside of it: " + file.getKey());
            }
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            Files.setPosixFilePermissions(path, permissions(mode));
        }
        Files.createDirectories(fresh);
        swap(fresh);
        link(files);
        if (!previous.isEmpty()) {
            delete(root.resolve(previous));
        }
    }

    private boolean holds(Map<String, byte[]> files) throws IOException {
        Path data = root.resolve(DATA);
        if (!Files.exists(data)) {
            return false;
        }
        try (Stream<Path> walk = Files.walk(data.toRealPath())) {
            List<Path> present = walk.filter(Files::isRegularFile).toList();
            if (present.size() != files.size()) {
                return false;
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = data.resolve(file.getKey());
            if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private String current() throws IOException {
        Path data = root.resolve(DATA);
        return Files.isSymbolicLink(data) ? Files.readSymbolicLink(data).toString() : "";
    }

    private static long number(String folder) {
        return folder.isEmpty() ? 0 : Long.parseLong(folder.substring(2));
    }

    private void swap(Path fresh) throws IOException {
        Path next = root.resolve("..data_tmp");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, fresh.getFileName());
        Files.move(next, root.resolve(DATA), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void link(Map<String, byte[]> files) throws IOException {
        List<String> names = files.keySet().stream()
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/')) : name)
                .distinct()
                .toList();
        for (String name : names) {
            Path link = root.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.startsWith("..") && !names.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 0 ? '-' : "rwxrwxrwx".charAt(8 - bit));
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    /// Deletes a folder and all in it; following no links.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
