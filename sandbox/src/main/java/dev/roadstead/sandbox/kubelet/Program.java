package dev.roadstead.sandbox.kubelet;

import java.util.List;
import java.util.Map;

/// What an image stands for in the sandbox: the beginning of a command, to which the container's arguments are added.
///
/// @param environment what only the sandbox sets; a container's own environment wins
public record Program(List<String> command, Map<String, String> environment) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
