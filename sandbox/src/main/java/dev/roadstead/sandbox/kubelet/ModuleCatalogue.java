package dev.roadstead.sandbox.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The images of this project: each runs the module that it is made of, from the folder where it was built.
public final class ModuleCatalogue implements ImageCatalogue {

    private record Module(String folder, String main, Map<String, String> environment) {}

    private static final Map<String, Module> MODULES = Map.of(
            "operator",
            new Module(
                    "operator",
                    "dev.roadstead.operator.Main",
                    // Everything listens on loopback here, the upstreams too.
                    Map.of("ROADSTEAD_ALLOW_LOOPBACK_UPSTREAMS", "true")),
            "registry-runtime",
            new Module("registry-runtime", "dev.roadstead.registry.Main", Map.of()),
            "node-agent",
            new Module(
                    "node-agent",
                    "dev.roadstead.node.Main",
                    // A sandbox node may have no containerd; the agent then proves with a client, and says so.
                    Map.of("ROADSTEAD_PROBE", "auto")));

    private final Path home;
    private final Path java;
    private final List<String> options;

    /// @param home the project's folder
    /// @param options more flags for every JVM, as the launcher takes them from ROADSTEAD_JAVA_OPTIONS for its own
    public ModuleCatalogue(Path home, List<String> options) {
        this.home = home;
        this.options = options;
        this.java = Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Override
    public Optional<Program> find(String image) {
        return Optional.ofNullable(MODULES.get(ImageCatalogue.shortName(image)))
                .map(module -> new Program(command(module), module.environment()));
    }

    private List<String> command(Module module) {
        Path folder = home.resolve(module.folder());
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags(folder.resolve("src/main/jvm/flags")));
        command.addAll(options);
        command.add("-cp");
        Path target = folder.resolve("target");
        command.add(target.resolve("roadstead-" + module.folder() + ".jar") + ":" + target.resolve("lib") + "/*");
        command.add(module.main());
        return command;
    }

    private static List<String> flags(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the JVM flags of an image cannot be read: " + file, e);
        }
    }
}
