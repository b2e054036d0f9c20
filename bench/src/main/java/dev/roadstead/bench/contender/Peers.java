package dev.roadstead.bench.contender;

import dev.roadstead.bench.load.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/// Other registries: what `--peer` names, and what `peers/get` has.
public final class Peers {
    /// What `peers/get` has.
    public static final List<String> KNOWN = List.of("distribution", "docker-registry");

    private static final String FORM = "give NAME=PATH or NAME=http://HOST:PORT, such as zot=/usr/bin/zot";

    private Peers() {}

    /// @throws BenchException when `argument` is not `NAME=PATH` or `NAME=URL`
    public static Contender parse(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? "" : argument.substring(0, equals);
        String value = argument.substring(equals + 1);
        if (!name.matches("[a-z0-9][a-z0-9.-]*") || value.isEmpty()) {
            throw new BenchException("--peer '%s' is not understood: %s".formatted(argument, FORM));
        }
        return value.matches("(?i)https?://.*") ? address(name, value) : program(name, Path.of(value));
    }

    private static Contender program(String name, Path path) {
        if (!Files.isExecutable(path)) {
            throw new BenchException("--peer %s: there is no program %s".formatted(name, path));
        }
        Path absolute = path.toAbsolutePath();
        if (name.startsWith("zot")) {
            return Contender.zot(name, absolute);
        }
        if (KNOWN.stream().anyMatch(name::startsWith)) {
            return Contender.distribution(name, absolute);
        }
        throw new BenchException(
                "--peer %s: how it is started is known of names that begin with zot, distribution or docker-registry; start others yourself and give %s=http://HOST:PORT"
                        .formatted(name, name));
    }

    private static Contender address(String name, String url) {
        try {
            URI uri = URI.create(url);
            boolean tls = uri.getScheme().toLowerCase(Locale.ROOT).equals("https");
            String path = uri.getRawPath();
            if (uri.getHost() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
                throw new IllegalArgumentException();
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            return new Contender.Address(name, new Target(host, port, tls ? SSLContext.getDefault() : null));
        } catch (IllegalArgumentException e) {
            throw new BenchException(
                    "--peer %s: '%s' is not http://HOST:PORT or https://HOST:PORT".formatted(name, url));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One of [#KNOWN]; the first time it is fetched or built.
    public static Contender get(Path home, String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(home.resolve("peers/get").toString(), name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || path.isEmpty()) {
            throw new BenchException(
                    "%s could not be had, see above: leave it out with --against, or give --peer %s=PATH"
                            .formatted(name, name));
        }
        return Contender.distribution(name, Path.of(path));
    }
}
