package dev.roadstead.e2e.registry;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The registry as it was compiled last, packed or not, with the flags that the launcher gives it.
///
/// @param more flags than the launcher's
record RegistryProgram(List<String> more) {
    private static final Path FLAGS = Path.of("..", "registry-runtime", "src", "main", "jvm", "flags");

    RegistryProgram {
        more = List.copyOf(more);
    }

    static RegistryProgram plain() {
        return new RegistryProgram(List.of());
    }

    /// For suites that start it very often: without the second compiler, and with the classes that one life used in a
    /// cache. Where classes are not packed, there is no cache.
    ///
    /// @param life ends by itself, not by a kill
    static RegistryProgram shortLived(Path cache, Life life) throws Exception {
        life.of(quick("-XX:AOTCacheOutput=" + cache));
        return quick("-XX:AOTCache=" + cache);
    }

    private static RegistryProgram quick(String cache) {
        return new RegistryProgram(List.of("-Xlog:disable", "-XX:TieredStopAtLevel=1", cache));
    }

    @FunctionalInterface
    interface Life {
        void of(RegistryProgram program) throws Exception;
    }

    /// Gives one that listens.
    RegistryProcess start(Path data, Path log, String... arguments) {
        RegistryProcess registry = spawn(data, log, arguments);
        try {
            registry.awaitReady();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives one that may not listen yet.
    RegistryProcess spawn(Path data, Path log, String... arguments) {
        List<String> serve = new ArrayList<>(List.of("serve", "--listen=127.0.0.1:0", "--data=" + data));
        serve.addAll(List.of(arguments));
        return new RegistryProcess(run(serve, log), log);
    }

    /// Reads all that a stopped registry's folder holds; the exit code, which is 0 when nothing is damaged.
    int verify(Path data, Path log) throws InterruptedException {
        return run(List.of("verify", "--data=" + data), log).waitFor();
    }

    /// Makes the lost metadata of a stopped registry anew; the exit code, which is 0 when nothing else is lost.
    int rebuildMetadata(Path data, Path log) throws InterruptedException {
        return run(List.of("rebuild-metadata", "--data=" + data), log).waitFor();
    }

    private Process run(List<String> arguments, Path log) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags());
            command.addAll(more);
            command.addAll(List.of(LogProvider.LOGBACK, LogProvider.SILENT));
            command.addAll(List.of("-cp", classPath(), "dev.roadstead.registry.Main"));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> flags() throws IOException {
        return Files.readAllLines(FLAGS).stream()
                .flatMap(line -> Arrays.stream(line.replaceFirst("#.*", "").split(" +")))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    /// Without these tests.
    private static String classPath() {
        Path tests = Path.of("target").toAbsolutePath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).startsWith(tests))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
