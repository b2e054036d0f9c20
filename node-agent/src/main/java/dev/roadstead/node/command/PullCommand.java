package dev.roadstead.node.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.node.cri.CriClient;
import dev.roadstead.node.cri.CriException;
import dev.roadstead.node.pull.HostsLookup;
import dev.roadstead.node.pull.ImageReference;
import dev.roadstead.node.pull.PullClient;
import dev.roadstead.node.pull.PullException;
import dev.roadstead.node.pull.Pulled;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Pulls an image as the node does.
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description =
                "Pulls an image, manifest and all blobs, by the hosts.toml files of this node. Prints one JSON object.")
public final class PullCommand implements Callable<Integer> {
    private static final Duration DEADLINE = Duration.ofMinutes(30);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--certs-dir",
            defaultValue = "/etc/containerd/certs.d",
            description = "folder of the hosts' folders (default: ${DEFAULT-VALUE})")
    private Path certs = Path.of("/etc/containerd/certs.d");

    @Option(names = "--cri-socket", description = "pull through the container runtime that listens here")
    private @Nullable Path socket;

    @Parameters(paramLabel = "IMAGE", description = "such as docker.io/library/alpine:3.20")
    private String image = "";

    @Override
    public Integer call() {
        try {
            ImageReference reference = ImageReference.parse(image);
            ObjectNode result = socket == null ? byClient(reference) : byRuntime(reference, socket);
            out().println(result);
            return 0;
        } catch (PullException | CriException e) {
            err().println(e.getMessage());
            return 1;
        }
    }

    private ObjectNode byClient(ImageReference reference) {
        Pulled pulled = new PullClient(new HostsLookup(certs), Clock.systemUTC()).pull(reference);
        return JsonNodeFactory.instance
                .objectNode()
                .put("image", pulled.image())
                .put("via", "client")
                .put("endpoint", pulled.endpoint())
                .put("digest", pulled.digest().toString())
                .put("bytes", pulled.bytes())
                .put("millis", pulled.millis());
    }

    /// A runtime does not tell which endpoint it asked.
    private static ObjectNode byRuntime(ImageReference reference, Path socket) {
        long start = System.nanoTime();
        try (CriClient client = CriClient.open(socket)) {
            client.pull(reference.toString(), DEADLINE);
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            CriClient.Image found = client.find(reference.toString())
                    .orElseThrow(() -> new CriException("the runtime pulled " + reference + ", but does not know it"));
            String digest =
                    found.digests().isEmpty() ? found.id() : found.digests().getFirst();
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("image", reference.toString())
                    .put("via", "containerd")
                    .putNull("endpoint")
                    .put("digest", digest.substring(digest.indexOf('@') + 1))
                    .put("bytes", found.bytes())
                    .put("millis", millis);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
