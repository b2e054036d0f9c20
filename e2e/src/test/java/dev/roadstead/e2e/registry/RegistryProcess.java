package dev.roadstead.e2e.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// `roadstead registry serve` as a process of its own, on a free port of the loopback address.
final class RegistryProcess implements AutoCloseable {
    private static final String READY = "registry listening on ";

    private final Process process;
    private final Path log;
    private URI url = URI.create("http://127.0.0.1:0");

    RegistryProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Gives one that listens.
    static RegistryProcess start(Path data, Path log, String... arguments) {
        return RegistryProgram.plain().start(data, log, arguments);
    }

    void awaitReady() throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                url = URI.create(line.substring(READY.length()).strip());
                return;
            }
        }
        throw new IllegalStateException("the registry ended before it listened: " + Files.readString(log));
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

    boolean isAlive() {
        return process.isAlive();
    }

    /// SIGSTOP: it does nothing more, but what the kernel is doing for it.
    void freeze() throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-STOP", String.valueOf(pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("the registry cannot be stopped");
        }
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
