package dev.roadstead.e2e.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The images of this build, made as `./roadstead images` makes them.
final class ProjectImages {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private ProjectImages() {}

    /// Paths of the archives.
    static List<Path> build(Path folder) throws IOException, InterruptedException {
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
        return Stream.of("operator", "registry-runtime", "node-agent")
                .map(name -> folder.resolve(name + ".tar"))
                .toList();
    }
}
