package dev.roadstead.sandbox;

import dev.roadstead.sandbox.kubelet.ModuleCatalogue;
import dev.roadstead.sandbox.node.Nodes;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/// Options of every command that starts a sandbox.
final class SandboxOptions {

    @Option(
            names = "--nodes",
            defaultValue = "2",
            description = "How many nodes there are (default: ${DEFAULT-VALUE}).")
    int nodes;

    @Option(
            names = "--containerd",
            defaultValue = "auto",
            description = "Whether nodes get a containerd of their own: auto (where possible: as root, with containerd"
                    + " installed), never, require (default: ${DEFAULT-VALUE}).")
    Nodes.Containerd containerd = Nodes.Containerd.AUTO;

    @Option(
            names = "--home",
            hidden = true,
            defaultValue = "${sys:roadstead.home:-.}",
            description = "The project's folder; the launcher sets it.")
    Path home = Path.of(".");

    @Option(
            names = "--java-options",
            hidden = true,
            defaultValue = "${env:ROADSTEAD_JAVA_OPTIONS:-}",
            description = "More flags for the JVMs of the pods, separated by spaces.")
    String javaOptions = "";

    ModuleCatalogue catalogue() {
        return new ModuleCatalogue(
                home(),
                Arrays.stream(javaOptions.split(" "))
                        .filter(option -> !option.isEmpty())
                        .toList());
    }

    Path home() {
        return home.toAbsolutePath().normalize();
    }

    Sandbox.Settings settings(Path directory) {
        return new Sandbox.Settings(directory, nodes, containerd, catalogue(), home().resolve("config/default"));
    }
}
