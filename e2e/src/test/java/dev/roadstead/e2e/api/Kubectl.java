package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One kubectl, pointed at one namespace of one server, with a home of its own.
final class Kubectl {
    private final KubectlBinary binary;
    private final Path home;
    private final Path kubeconfig;
    private final String namespace;
    private final Map<String, String> environment;

    /// @param output what it printed, errors included
    record Result(int exitCode, String output) {}

    Kubectl(KubectlBinary binary, Path folder, ApiServerAddress server, String namespace) {
        try {
            this.home = Files.createTempDirectory(folder, "home-");
            this.kubeconfig = Files.writeString(home.resolve("kubeconfig"), server.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.binary = binary;
        this.namespace = namespace;
        this.environment = Map.of();
    }

    private Kubectl(Kubectl other, Map<String, String> environment) {
        this.binary = other.binary;
        this.home = other.home;
        this.kubeconfig = other.kubeconfig;
        this.namespace = other.namespace;
        this.environment = environment;
    }

    Kubectl withEnvironment(String name, String value) {
        return new Kubectl(this, Map.of(name, value));
    }

    String version() {
        return binary.version();
    }

    /// A file that holds a document.
    Path file(String yaml) {
        try {
            return Files.writeString(Files.createTempFile(home, "document-", ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String apply(String yaml) {
        return ok("apply", "-f", file(yaml).toString());
    }

    /// Output of a command that succeeds.
    String ok(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + ": " + result.output())
                .isZero();
        return result.output();
    }

    /// Output of a command that fails.
    String fails(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exitCode())
                .as(String.join(" ", arguments) + ": " + result.output())
                .isNotZero();
        return result.output();
    }

    Result run(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(binary.path().toString(), "--kubeconfig=" + kubeconfig, "--namespace=" + namespace));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile(home, "output-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().put("HOME", home.toString());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " did not end within a minute: "
                        + Files.readString(output, StandardCharsets.UTF_8));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
