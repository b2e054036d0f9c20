package dev.roadstead.node.command;

import dev.roadstead.node.pull.Explanation;
import dev.roadstead.node.pull.HostsLookup;
import dev.roadstead.node.pull.ImageReference;
import dev.roadstead.node.pull.PullException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells where an image would come from.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints the servers that containerd asks for an image on this node, in order.")
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--certs-dir",
            defaultValue = "/etc/containerd/certs.d",
            description = "folder of the hosts' folders (default: ${DEFAULT-VALUE})")
    private Path certs = Path.of("/etc/containerd/certs.d");

    @Parameters(paramLabel = "IMAGE", description = "such as docker.io/library/alpine:3.20")
    private String image = "";

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        try {
            String text = new Explanation(new HostsLookup(certs)).of(ImageReference.parse(image));
            command.commandLine().getOut().print(text);
            command.commandLine().getOut().flush();
            return 0;
        } catch (PullException e) {
            command.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }
}
