package dev.roadstead.e2e.api;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kubectl of this machine.
///
/// @param version such as `1.36`
record KubectlBinary(Path path, String version) {
    private static final String VARIABLE = "ROADSTEAD_KUBECTLS";
    private static final int LOWEST_MINOR = 32;
    private static final Pattern VERSION = Pattern.compile("Client Version: v1\\.(\\d+)\\.");

    /// Those that ROADSTEAD_KUBECTLS names (a list as of PATH; system property or environment), else the one on the
    /// PATH. Skips the test, saying why, when there is none that is new enough.
    static List<KubectlBinary> found() {
        String named = System.getProperty(VARIABLE, System.getenv().getOrDefault(VARIABLE, ""));
        List<KubectlBinary> found = named.isEmpty()
                ? onPath().flatMap(KubectlBinary::of).stream().toList()
                : Arrays.stream(named.split(File.pathSeparator))
                        .map(Path::of)
                        .map(path -> of(path).orElseThrow(() -> new IllegalStateException(VARIABLE + " names " + path
                                + ", which is no kubectl of version 1." + LOWEST_MINOR + " or newer")))
                        .toList();
        String why =
                "no kubectl of version 1." + LOWEST_MINOR + " or newer: put one on the PATH or name it in " + VARIABLE;
        if (found.isEmpty()) {
            System.err.println("kubectl sessions are skipped: " + why);
        }
        assumeTrue(!found.isEmpty(), why);
        return found;
    }

    private static Optional<Path> onPath() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<KubectlBinary> of(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "version", "--client")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(output);
            return version.find() && Integer.parseInt(version.group(1)) >= LOWEST_MINOR
                    ? Optional.of(new KubectlBinary(path, "1." + version.group(1)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }
}
