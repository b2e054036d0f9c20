package dev.roadstead.node.files;

import dev.roadstead.node.hosts.CaBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads `certs.d` without following a symbolic link: containerd would resolve it in the host's file system, we in
/// ours.
final class CertsFolders {
    private static final int MAX_FILE = 1 << 20;
    private final NodePaths paths;

    CertsFolders(NodePaths paths) {
        this.paths = paths;
    }

    /// Folders by name, unfinished ones left out.
    Map<String, Folder> read() throws IOException {
        Map<String, Folder> folders = new TreeMap<>();
        for (String name : names(paths.certs())) {
            if (!name.startsWith(NodePaths.TEMPORARY_PREFIX)) {
                folders.put(name, readable(paths.folder(name)));
            }
        }
        return folders;
    }

    /// One folder that cannot be read must not keep the others from their files.
    private static Folder readable(Path path) {
        try {
            return folder(path);
        } catch (IOException e) {
            return new Folder.Untouchable("cannot be read (" + e + ")");
        }
    }

    /// Whether `certs.d` itself may be written to; a sentence when not.
    @Nullable
    String refusal() {
        Path certs = paths.certs();
        if (Files.isSymbolicLink(certs)) {
            return certs + " is a symbolic link, which means another place to containerd than to this agent: make it a"
                    + " folder";
        }
        if (Files.exists(certs, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(certs, LinkOption.NOFOLLOW_LINKS)) {
            return certs + " is not a folder: move it away";
        }
        return null;
    }

    /// What a killed agent left behind.
    List<Path> unfinished() throws IOException {
        List<Path> unfinished = new ArrayList<>();
        for (String name : names(paths.certs())) {
            Path path = paths.folder(name);
            if (name.startsWith(NodePaths.TEMPORARY_PREFIX) || isProbe(name)) {
                unfinished.add(path);
            } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                names(path).stream()
                        .filter(file -> file.startsWith(NodePaths.TEMPORARY_PREFIX))
                        .map(path::resolve)
                        .forEach(unfinished::add);
            }
        }
        return unfinished;
    }

    static boolean isProbe(String name) {
        return name.startsWith("probe-") && name.endsWith(NodePaths.PROBE_SUFFIX);
    }

    private static Folder folder(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return new Folder.Untouchable("is a symbolic link");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Folder.Untouchable("is not a folder");
        }
        Set<String> names = names(path);
        Path hostsFile = path.resolve(NodePaths.HOSTS_FILE);
        if (names.contains(NodePaths.HOSTS_FILE) && !Files.isRegularFile(hostsFile, LinkOption.NOFOLLOW_LINKS)) {
            return new Folder.Untouchable("holds a hosts.toml that is a symbolic link or no file");
        }
        Map<String, Boolean> ownCas = new TreeMap<>();
        List<String> dockerCas = new ArrayList<>();
        List<List<String>> dockerClients = new ArrayList<>();
        boolean others = false;
        for (String name : names) {
            String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
            if (CaBundle.isFileName(name)) {
                ownCas.put(name, isIntact(path.resolve(name)));
            } else if (name.endsWith(".crt")) {
                dockerCas.add(name);
            } else if (name.endsWith(".cert") && names.contains(stem + ".key")) {
                dockerClients.add(List.of(name, stem + ".key"));
            } else if (!name.equals(NodePaths.HOSTS_FILE) && !name.startsWith(NodePaths.TEMPORARY_PREFIX)) {
                others = true;
            }
        }
        String text = names.contains(NodePaths.HOSTS_FILE) ? text(hostsFile) : "";
        return new Folder.Present(text.isBlank() ? null : text, ownCas, dockerCas, dockerClients, others);
    }

    private static boolean isIntact(Path ca) throws IOException {
        return Files.isRegularFile(ca, LinkOption.NOFOLLOW_LINKS)
                && Files.size(ca) <= 2L * MAX_FILE
                && CaBundle.fileName(Files.readAllBytes(ca))
                        .equals(ca.getFileName().toString());
    }

    /// ISO 8859-1 keeps every byte, so that a copy is the same byte for byte.
    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MAX_FILE + 1);
            if (content.length > MAX_FILE) {
                throw new IOException(file + " is longer than 1 MiB");
            }
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
        }
        return names;
    }
}
