package dev.roadstead.sandbox;

import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.demo.Demo;
import dev.roadstead.sandbox.demo.DemoException;
import dev.roadstead.sandbox.demo.Progress;
import dev.roadstead.sandbox.demo.Stage;
import dev.roadstead.sandbox.kubelet.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo`: starts a sandbox, lets it do its job once, and leaves nothing behind.
@Command(
        name = "demo",
        description = "Shows the whole chain at work: a Registry is applied, and nodes pull through it.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private SandboxOptions options = new SandboxOptions();

    @Option(names = "--keep", description = "Keep the folder with state and logs after a success, too.")
    private boolean keep;

    private final Progress progress = new Progress(System.out);
    private volatile boolean abandoned;
    private volatile boolean finished;
    private final AtomicReference<@Nullable Sandbox> running = new AtomicReference<>();

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("roadstead-demo-");
        Thread onInterrupt = new Thread(() -> abandon(directory), "stop-demo");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            List<String> table = play(directory);
            finished = true;
            progress.say("");
            table.forEach(progress::say);
            if (keep) {
                progress.say("\nState and logs: " + directory);
            } else {
                delete(directory);
            }
            return 0;
        } catch (DemoException | ClusterException | IllegalStateException | IOException | UncheckedIOException e) {
            if (abandoned) {
                return 130;
            }
            finished = true;
            stop(running.get());
            System.err.println("\nroadstead: the demo failed: " + e.getMessage());
            System.err.println("roadstead: logs are in " + directory.resolve("logs"));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /// Ctrl-C, or the regular end, after which there is nothing left to do.
    private void abandon(Path directory) {
        if (finished) {
            return;
        }
        abandoned = true;
        progress.say("\nStopping ...");
        // What a sandbox that is only starting has begun ends with this process.
        stop(running.get());
        try {
            delete(directory);
        } catch (IOException e) {
            System.err.println("roadstead: " + directory + " could not be removed: " + e.getMessage());
        }
    }

    private List<String> play(Path directory) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        progress.say("==> control plane");
        Sandbox sandbox = Sandbox.start(options.settings(directory), progress);
        running.set(sandbox);
        String summary = sandbox.summary();
        progress.detail(summary);
        Demo demo = new Demo(stage(sandbox), progress);
        demo.note("control plane", summary, since(begin));
        demo.run();
        long stopping = System.nanoTime();
        progress.say("==> stop");
        stop(sandbox);
        long left = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .count();
        if (left > 0) {
            throw new DemoException(left + " processes are left after the stop");
        }
        progress.detail("no process left");
        demo.note("stop", "no process left", since(stopping));
        demo.note("all", "", since(begin));
        return demo.table();
    }

    private Stage stage(Sandbox sandbox) {
        Program agent = options.catalogue()
                .find("node-agent")
                .orElseThrow(() -> new DemoException("the node agent is not in the catalogue"));
        return new Stage(
                sandbox.cluster(),
                sandbox.nodes(),
                agent.command(),
                options.home().resolve("examples/quickstart"),
                sandbox.directory().resolve("logs"),
                sandbox.hasContainerd());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void stop(@Nullable Sandbox sandbox) {
        if (sandbox == null) {
            return;
        }
        try {
            sandbox.stop();
        } catch (IOException e) {
            System.err.println("roadstead: the sandbox did not stop in good order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
