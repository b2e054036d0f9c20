package dev.roadstead.e2e.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A program that runs until it is ended, at the latest with this JVM. What it prints stays in a log.
final class Daemon implements AutoCloseable {
    /// Starts the program inside namespaces, and ends as it ends.
    static final String NSENTER = "nsenter";

    private static final int TAIL = 2000;

    private final String name;
    private final Path log;
    private final boolean isInside;
    private final Process process;
    private final Thread atExit;

    private Daemon(String name, Path log, boolean isInside, Process process) {
        this.name = name;
        this.log = log;
        this.isInside = isInside;
        this.process = process;
        this.atExit = new Thread(process::destroyForcibly, "end " + name);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// @param folder where it works and where `<name>.log` is written
    static Daemon start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            return new Daemon(
                    name,
                    log,
                    command.getFirst().equals(NSENTER),
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not be started", e);
        }
    }

    Stream<ProcessHandle> children() {
        return process.children();
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + "; its log " + log + " ends with\n" + tail());
        }
    }

    private String tail() {
        try {
            String text = Files.readString(log, StandardCharsets.UTF_8);
            return text.substring(Math.max(0, text.length() - TAIL));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    /// kill -9.
    @Override
    public void close() {
        if (isInside) {
            children().forEach(ProcessHandle::destroyForcibly);
        } else {
            process.destroyForcibly();
        }
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The JVM ends already.
        }
    }
}
