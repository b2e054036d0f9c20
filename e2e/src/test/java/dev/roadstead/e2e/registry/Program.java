package dev.roadstead.e2e.registry;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A real client: where CI's environment variable says, or on the PATH. A test that needs an absent one is skipped with
/// the reason, but where
/// `ROADSTEAD_REQUIRE_PEERS` is set it fails.
public record Program(String name, Path file) {

    public static Program require(String name) {
        Optional<Path> file = Optional.ofNullable(System.getenv("ROADSTEAD_" + name.toUpperCase(java.util.Locale.ROOT)))
                .map(Path::of)
                .or(() -> onPath(name));
        if (file.isEmpty()) {
            skip(name + " is not installed; `peers/get " + name + "` gets it");
        }
        return new Program(name, file.orElseThrow());
    }

    /// One of several programs in the folder that an environment variable names.
    ///
    /// @param peer what `peers/get` calls the folder
    public static Program requireIn(String variable, String name, String peer) {
        Path folder = Path.of(System.getenv().getOrDefault(variable, ""));
        if (!Files.isExecutable(folder.resolve(name))) {
            skip(name + " is not in the folder that " + variable + " should name; `peers/get " + peer + "` prints it");
        }
        return new Program(name, folder.resolve(name));
    }

    /// For what is no program: rights, a kind of machine.
    public static void requireThat(boolean holds, String reason) {
        if (!holds) {
            skip(reason);
        }
    }

    /// Ends a test that lacks something real.
    public static void skip(String reason) {
        if (Boolean.parseBoolean(System.getenv("ROADSTEAD_REQUIRE_PEERS"))) {
            throw new AssertionError(reason);
        }
        Assumptions.abort(reason);
    }

    private static Optional<Path> onPath(String name) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs it to its end and returns what it printed; throws with both streams when it fails or takes over two
    /// minutes.
    String run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, name, ".out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + (ended ? " failed:\n" : " hangs:\n") + text);
        }
        return text.strip();
    }
}
