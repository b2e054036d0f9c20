package dev.roadstead.e2e.operator;

import dev.roadstead.e2e.registry.LogProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The registry runtime as a process.
final class RegistryProcesses {
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            LogProvider.LOGBACK,
            LogProvider.SILENT,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.roadstead.registry.Main");

    private RegistryProcesses() {}

    static Process start(Path log, List<String> arguments) {
        List<String> command = new ArrayList<>(JAVA);
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void kill(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
