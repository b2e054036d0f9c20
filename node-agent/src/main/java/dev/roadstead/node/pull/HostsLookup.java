package dev.roadstead.node.pull;

import dev.roadstead.node.hosts.HostName;
import dev.roadstead.node.hosts.HostsFile;
import dev.roadstead.node.hosts.HostsReader;
import dev.roadstead.node.hosts.UnusableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `certs.d` at every pull, as containerd does. The first folder that exists counts, alone: no merging with
/// `_default`.
public final class HostsLookup {
    private static final Duration DEFAULT_DIAL = Duration.ofSeconds(30);
    private static final List<String> ALL = List.of("pull", "resolve", "push");
    private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m)");
    private final Path certs;

    public HostsLookup(Path certs) {
        this.certs = certs;
    }

    /// Throws [PullException] where containerd fails every pull of the host: a named CA file that is missing.
    public PullHosts hosts(HostName host) {
        for (String name : host.lookupDirectories()) {
            Path folder = certs.resolve(name);
            if (Files.isDirectory(folder)) {
                return read(host, folder);
            }
        }
        return new PullHosts(List.of(upstream(host, List.of())), null, null);
    }

    private static PullHosts read(HostName host, Path folder) {
        Path file = folder.resolve("hosts.toml");
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            if (text.isBlank()) {
                return new PullHosts(List.of(upstream(host, dockerCas(folder))), folder.toString(), null);
            }
            HostsFile parsed = HostsReader.read(text);
            List<PullHost> hosts = new ArrayList<>();
            for (HostsFile.Table table : parsed.tables()) {
                hosts.add(pullHost(String.valueOf(table.url()), table, folder));
            }
            String server = parsed.server().url();
            PullHost last = pullHost(server == null ? upstreamUrl(host) : server, parsed.server(), folder);
            if (hosts.stream().noneMatch(last::equals)) {
                hosts.add(last);
            }
            return new PullHosts(hosts, file.toString(), null);
        } catch (UnusableFileException e) {
            return new PullHosts(List.of(upstream(host, List.of())), file.toString(), e.getMessage());
        } catch (IOException e) {
            throw new PullException(file + " cannot be read: " + e);
        }
    }

    private static PullHost pullHost(String url, HostsFile.Table table, Path folder) throws IOException {
        List<PullHost.CaFile> cas = new ArrayList<>();
        for (String name : table.ca()) {
            cas.add(ca(folder, name));
        }
        List<String> notes = new ArrayList<>();
        if (table.skipsVerification()) {
            notes.add("skip_verify (this client verifies all the same)");
        }
        if (!table.client().isEmpty()) {
            notes.add("client certificate (this client sends none)");
        }
        String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return new PullHost(
                base,
                table.capabilities(),
                cas,
                table.header(),
                table.overridesPath(),
                duration(table.dialTimeout()),
                notes);
    }

    private static PullHost.CaFile ca(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        String content = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        if (!content.contains("-----BEGIN CERTIFICATE-----")) {
            throw new PullException(folder.resolve("hosts.toml") + " names the CA file " + name
                    + ", which is missing or holds no certificate: containerd fails every pull of this host");
        }
        return new PullHost.CaFile(name, content);
    }

    private static List<PullHost.CaFile> dockerCas(Path folder) throws IOException {
        List<PullHost.CaFile> cas = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.crt")) {
            for (Path file : files) {
                cas.add(ca(folder, file.getFileName().toString()));
            }
        }
        return cas;
    }

    private static PullHost upstream(HostName host, List<PullHost.CaFile> cas) {
        return new PullHost(upstreamUrl(host), ALL, cas, Map.of(), false, DEFAULT_DIAL, List.of());
    }

    private static String upstreamUrl(HostName host) {
        return host.isLoopback() ? "http://" + host.text() : host.upstream();
    }

    private static Duration duration(@Nullable String text) {
        Matcher matcher = DURATION.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return DEFAULT_DIAL;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
