package dev.roadstead.e2e.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every process that works in the state folder of a sandbox, whoever its parent is: all that the sandbox started, and
/// what such a one left behind.
record Programs(List<Running> all) {
    static final String OPERATOR = "operator";
    static final String REGISTRY = "registry";
    static final String AGENT = "agent";
    static final String CONTAINERD = "containerd";

    /// The shell beside each program, which ends it when the sandbox has gone.
    static final String WATCHER = "watcher";

    private static final Map<String, String> MAINS = Map.of(
            "dev.roadstead.operator.Main", OPERATOR,
            "dev.roadstead.registry.Main", REGISTRY,
            "dev.roadstead.node.Main", AGENT);

    /// @param folder what it works in: a pod's, or a node's
    record Running(long pid, String role, Path folder) {

        /// kill -9.
        void kill() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }

        /// SIGSTOP or SIGCONT.
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
        }
    }

    static Programs in(Path state) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return new Programs(processes
                    .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .flatMap(entry -> look(entry, state).stream())
                    .toList());
        }
    }

    private static Optional<Running> look(Path process, Path state) {
        try {
            Path folder = Files.readSymbolicLink(process.resolve("cwd"));
            if (!folder.startsWith(state)) {
                return Optional.empty();
            }
            List<String> command = List.of(Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8)
                    .split("\0"));
            return Optional.of(new Running(Long.parseLong(process.getFileName().toString()), role(command), folder));
        } catch (IOException e) {
            // It has ended meanwhile, or its last parts are being taken away.
            return Optional.empty();
        }
    }

    private static String role(List<String> command) {
        if (command.getFirst().equals("containerd")) {
            return CONTAINERD;
        }
        return command.stream()
                .flatMap(word -> Optional.ofNullable(MAINS.get(word)).stream())
                .findFirst()
                .filter(_ -> command.getFirst().endsWith("java"))
                .orElse(command.getFirst().endsWith("sh") ? WATCHER : String.join(" ", command));
    }

    List<Running> of(String role) {
        return all.stream().filter(program -> program.role().equals(role)).toList();
    }

    Running one(String role) {
        return of(role).getFirst();
    }

    /// How many there are of each role, in the order of their names.
    Map<String, Long> counts() {
        return all.stream().collect(Collectors.groupingBy(Running::role, TreeMap::new, Collectors.counting()));
    }

    boolean holds(long pid) {
        return all.stream().anyMatch(program -> program.pid() == pid);
    }
}
