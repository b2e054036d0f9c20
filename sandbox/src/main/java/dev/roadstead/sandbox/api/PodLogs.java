package dev.roadstead.sandbox.api;

import java.nio.file.Path;
import java.util.Optional;

/// Where the log of a container lies; whoever runs pods provides it.
@FunctionalInterface
public interface PodLogs {

    /// A sandbox that runs no pods.
    PodLogs NONE = _ -> Optional.empty();

    /// The log file, empty while the container has not started. `previous` asks for the run before the last restart.
    Optional<Path> file(Container container);

    /// One container of one pod.
    record Container(String namespace, String pod, String uid, String name, boolean previous) {}
}
