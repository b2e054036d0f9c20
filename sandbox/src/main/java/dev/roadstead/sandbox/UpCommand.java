package dev.roadstead.sandbox;

import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.demo.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `up`: a sandbox that stays until it is told to stop, and goes on where it was at the next start.
@Command(
        name = "up",
        description = "Starts a sandbox that stays, to play with by kubectl. Ctrl-C stops it.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private SandboxOptions options = new SandboxOptions();

    @Option(
            names = "--dir",
            defaultValue = ".roadstead",
            description = "Folder for all state (default: ${DEFAULT-VALUE}); delete it to begin anew.")
    private Path directory = Path.of(".roadstead");

    private final Progress progress = new Progress(System.out);
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public Integer call() {
        try {
            progress.say("Starting (state in " + directory.toAbsolutePath().normalize() + ") ...");
            Sandbox sandbox = Sandbox.start(options.settings(directory), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox), "stop-sandbox"));
            greet(sandbox);
            stopped.await();
            return 0;
        } catch (ClusterException | IllegalStateException | IOException | UncheckedIOException e) {
            System.err.println("roadstead: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    private void greet(Sandbox sandbox) {
        progress.say("""

                %s. Point kubectl at it:

                    export KUBECONFIG=%s

                and try:

                    kubectl apply -f %s
                    kubectl -n registries wait registry/harbour --for=condition=Ready --timeout=2m
                    kubectl get roadstead,nodestates,pods -A

                Logs: %s. Ctrl-C stops everything; the next start goes on from here.\
                """.formatted(
                        sandbox.summary(),
                        sandbox.kubeconfig(),
                        options.home().resolve("examples/quickstart"),
                        sandbox.directory().resolve("logs")));
    }

    private void stop(Sandbox sandbox) {
        progress.say("Stopping ...");
        try {
            sandbox.stop();
            progress.say("Stopped.");
        } catch (IOException e) {
            System.err.println("roadstead: the sandbox did not stop in good order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }
}
