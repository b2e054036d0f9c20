package dev.roadstead.node.pull;

import dev.roadstead.node.hosts.ManagedHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Tells a person which servers containerd asks for an image, in which order, and why.
public final class Explanation {
    private final HostsLookup lookup;

    public Explanation(HostsLookup lookup) {
        this.lookup = lookup;
    }

    /// Throws [PullException] where containerd fails every pull of the host.
    public String of(ImageReference image) {
        PullHosts hosts = lookup.hosts(image.host());
        StringBuilder text = new StringBuilder(image.toString()).append('\n');
        text.append(hosts.file() == null ? "no folder for this host, and no _default" : source(hosts.file()))
                .append('\n');
        if (hosts.ignored() != null) {
            text.append("containerd ignores the file: it ")
                    .append(hosts.ignored())
                    .append('\n');
        }
        int number = 1;
        for (PullHost host : hosts.hosts()) {
            text.append(number++).append(". ").append(line(host, image)).append('\n');
        }
        return text.toString();
    }

    private static String line(PullHost host, ImageReference image) {
        String ns = host.namespace(image.host());
        String cas = host.ca().stream().map(PullHost.CaFile::name).collect(Collectors.joining(", "));
        return host.base() + "  " + String.join(", ", host.capabilities())
                + (ns.isEmpty() ? "" : "  " + ns.substring(1))
                + (cas.isEmpty() ? "" : "  ca " + cas)
                + host.notes().stream().map(note -> "  " + note).collect(Collectors.joining());
    }

    private static String source(String file) {
        try {
            Path path = Path.of(file);
            String text = Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
            return ManagedHeader.ofOurs(text)
                    .map(header -> file + " (Roadstead's, NodeMirror " + header.mirror() + ", generation "
                            + header.generation() + ")")
                    .orElse(file + " (not Roadstead's, or edited)");
        } catch (IOException e) {
            return file;
        }
    }
}
