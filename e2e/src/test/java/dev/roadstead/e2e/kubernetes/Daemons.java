package dev.roadstead.e2e.kubernetes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Programs by name, which may be killed and started again. The last one started is the first to be ended.
final class Daemons implements AutoCloseable {
    private final Path folder;
    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final LinkedHashMap<String, Daemon> running = new LinkedHashMap<>();

    /// @param folder where they work and log
    Daemons(Path folder) {
        this.folder = folder;
    }

    void start(String name, List<String> command) {
        commands.put(name, command);
        startAgain(name);
    }

    /// What runs already goes on.
    void startAgain(String name) {
        running.computeIfAbsent(name, each -> Daemon.start(each, folder, commands.get(each)));
    }

    /// kill -9.
    void kill(String name) {
        Daemon daemon = running.remove(name);
        if (daemon == null) {
            throw new IllegalStateException(name + " does not run; those that do: " + running.keySet());
        }
        daemon.close();
    }

    void requireAlive() {
        running.values().forEach(Daemon::requireAlive);
    }

    @Override
    public void close() {
        running.reversed().values().forEach(Daemon::close);
        running.clear();
    }
}
