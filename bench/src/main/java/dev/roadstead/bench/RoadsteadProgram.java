package dev.roadstead.bench;

import dev.roadstead.bench.contender.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How the registry is started from the project's folder: with the flags of its module and a class archive, as in its
/// image.
final class RoadsteadProgram {
    private final Path java = Path.of(System.getProperty("java.home"), "bin/java");
    private final Path module;
    private final List<String> flags;
    private final List<Path> classPath;

    private RoadsteadProgram(Path module) throws IOException {
        this.module = module;
        try (Stream<String> lines = Files.lines(module.resolve("src/main/jvm/flags"))) {
            this.flags = lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
        this.classPath = new ArrayList<>(List.of(module.resolve("target/roadstead-registry-runtime.jar")));
        try (Stream<Path> libraries = Files.list(module.resolve("target/lib"))) {
            libraries.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classPath::add);
        }
    }

    static List<String> in(Path home) {
        Path module = home.resolve("registry-runtime");
        try {
            return new RoadsteadProgram(module).command();
        } catch (IOException e) {
            throw new BenchException(
                    module + " is not readable: start this by ./roadstead bench, which says where the project is");
        }
    }

    private List<String> command() throws IOException {
        Path archive = module.resolve("target/bench-classes.jsa");
        Path classes = module.resolve("src/main/jvm/classes");
        if (isOlder(archive, classes)) {
            dump(classes, archive);
        }
        List<String> command = start();
        command.add("-XX:SharedArchiveFile=" + archive);
        command.add("dev.roadstead.registry.Main");
        return List.copyOf(command);
    }

    private List<String> start() {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(String.join(":", classPath.stream().map(Path::toString).toList()));
        return command;
    }

    private boolean isOlder(Path archive, Path classes) throws IOException {
        if (!Files.exists(archive)) {
            return true;
        }
        List<Path> sources = new ArrayList<>(classPath);
        sources.add(classes);
        sources.add(module.resolve("src/main/jvm/flags"));
        sources.add(java);
        for (Path source : sources) {
            if (Files.getLastModifiedTime(source).compareTo(Files.getLastModifiedTime(archive)) > 0) {
                return true;
            }
        }
        return false;
    }

    private void dump(Path classes, Path archive) throws IOException {
        Path made = archive.resolveSibling("bench-classes.jsa.new");
        List<String> command = start();
        command.addAll(List.of("-Xshare:dump", "-Xmx512m", "-XX:SharedClassListFile=" + classes));
        command.add("-XX:SharedArchiveFile=" + made);
        Process dumping = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (dumping.waitFor() != 0) {
                throw new BenchException("the JVM made no class archive of the registry's classes");
            }
        } catch (InterruptedException e) {
            dumping.destroy();
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while the class archive was made");
        }
        Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
    }
}
