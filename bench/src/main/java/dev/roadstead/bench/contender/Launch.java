package dev.roadstead.bench.contender;

import java.util.List;
import java.util.Map;

/// How a program is started.
///
/// @param environment what is added to this process' own
/// @param files to write into its folder first, by name
record Launch(List<String> command, Map<String, String> environment, Map<String, String> files) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = Map.copyOf(files);
    }
}
