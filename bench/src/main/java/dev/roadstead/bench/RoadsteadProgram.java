package dev.roadstead.bench;

import dev.roadstead.bench.contender.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the registry is started from the project's folder: with the flags of its module, as the launcher does it.
final class RoadsteadProgram {
    private RoadsteadProgram() {}

    static List<String> in(Path home) {
        Path module = home.resolve("registry-runtime");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        try {
            Files.readAllLines(module.resolve("src/main/jvm/flags")).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(command::add);
        } catch (IOException e) {
            throw new BenchException(
                    module + " is not readable: start this by ./roadstead bench, which says where the project is");
        }
        command.add("-cp");
        command.add(module.resolve("target/roadstead-registry-runtime.jar") + ":" + module.resolve("target/lib/*"));
        command.add("dev.roadstead.registry.Main");
        return List.copyOf(command);
    }
}
