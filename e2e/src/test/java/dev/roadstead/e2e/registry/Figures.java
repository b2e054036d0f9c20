package dev.roadstead.e2e.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a suite measured, for whoever reads the results; no suite fails by it.
record Figures(Path file) {

    /// Begins anew.
    static Figures of(String suite) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "registry", suite));
        Files.deleteIfExists(folder.resolve("figures.txt"));
        return new Figures(folder.resolve("figures.txt"));
    }

    void note(String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
