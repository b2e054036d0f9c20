package dev.roadstead.e2e.node;

import dev.roadstead.e2e.registry.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The newest kubectl at hand, in the project's folder, as a cluster administrator.
record Kubectl(String program, Path kubeconfig, Path log) {
    /// The newest of those that `ROADSTEAD_KUBECTLS` lists.
    static String requireProgram() {
        String all = System.getenv().getOrDefault("ROADSTEAD_KUBECTLS", "");
        Program.requireThat(!all.isEmpty(), "ROADSTEAD_KUBECTLS names no kubectl; `peers/get kubectl-1.36` prints one");
        return all.substring(all.lastIndexOf(':') + 1);
    }

    void run(String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(program, "--kubeconfig=" + kubeconfig), Stream.of(arguments))
                                .toList())
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("kubectl " + List.of(arguments) + " failed; see " + log);
        }
    }
}
