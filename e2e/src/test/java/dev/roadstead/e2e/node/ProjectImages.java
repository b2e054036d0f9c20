package dev.roadstead.e2e.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The images of this build, made as `./roadstead images` makes them: once, for all suites of one run.
final class ProjectImages {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Path ALL = Path.of("target", "project-images").toAbsolutePath();
    private static final String DONE = "done";

    private ProjectImages() {}

    /// Paths of the archives.
    static List<Path> get() throws IOException, InterruptedException {
        String run = System.getProperty("roadstead.build.timestamp", "by-hand-" + System.nanoTime())
                .replace(':', '-');
        Path folder = Files.createDirectories(ALL).resolve(run);
        try (FileChannel channel =
                        FileChannel.open(ALL.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.exists(folder.resolve(DONE))) {
                removeOthers();
                build(Files.createDirectories(folder));
                Files.createFile(folder.resolve(DONE));
            }
            return Stream.of("operator", "registry-runtime", "node-agent")
                    .map(name -> folder.resolve(name + ".tar"))
                    .toList();
        }
    }

    private static void removeOthers() throws IOException {
        try (Stream<Path> files = Files.walk(ALL)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!each.equals(ALL) && !each.equals(ALL.resolve("lock"))) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void build(Path folder) throws IOException, InterruptedException {
        Path module = HOME.resolve("images/target");
        Path log = folder.resolve("images.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Droadstead.home=" + HOME,
                        "-cp",
                        module.resolve("roadstead-images.jar") + ":" + module.resolve("lib") + "/*",
                        "dev.roadstead.images.Main",
                        "--output=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("the images could not be built; see " + log);
        }
    }
}
