package dev.roadstead.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What figures depend on and a reader must know.
///
/// @param loadAverage of the last minute, before anything was measured
public record Machine(String processor, int processors, String kernel, String java, double loadAverage) {

    public static Machine current() throws IOException {
        String processor = Files.readString(Path.of("/proc/cpuinfo"))
                .lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return new Machine(
                processor,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"),
                currentLoadAverage());
    }

    public static double currentLoadAverage() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    /// CPU time that all processes used since the machine was started.
    public static double cpuSeconds() throws IOException {
        return ProcFile.machineCpuSeconds(Files.readString(Path.of("/proc/stat")));
    }
}
