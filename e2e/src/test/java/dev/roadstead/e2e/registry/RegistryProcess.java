package dev.roadstead.e2e.registry;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `roadstead registry serve` as a process of its own, on a free port of the loopback address.
final class RegistryProcess implements AutoCloseable {
    private static final String READY = "registry listening on ";

    private final Process process;
    private final URI url;

    private RegistryProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static RegistryProcess start(Path data, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                LogProvider.LOGBACK,
                LogProvider.SILENT,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.roadstead.registry.Main"));
        command.addAll(List.of("serve", "--listen=127.0.0.1:0", "--data=" + data));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())))
                    .start();
            return new RegistryProcess(process, awaitReady(process, log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI awaitReady(Process process, Path log) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                return URI.create(line.substring(READY.length()).strip());
            }
        }
        throw new IllegalStateException("the registry ended before it listened; see " + log);
    }

    URI url() {
        return url;
    }

    /// `host:port`, as in image references.
    String address() {
        return url.getAuthority();
    }

    long pid() {
        return process.pid();
    }

    /// kill -9.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM; the exit code.
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IllegalStateException("the registry did not end within 60 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
