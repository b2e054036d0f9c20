package dev.roadstead.bench.contender;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Roadstead's registry as its image runs it.
///
/// @param java program and options, up to the class that is started
record RoadsteadRecipe(List<String> java) implements Recipe {
    RoadsteadRecipe {
        java = List.copyOf(java);
    }

    @Override
    public Launch launch(Place place) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "serve", "--listen", place.address(), "--data", place.data().toString()));
        if (place.certificate() != null) {
            command.addAll(List.of("--tls-dir", place.certificate().folder().toString()));
        }
        return new Launch(command, Map.of("MALLOC_ARENA_MAX", "2"), Map.of());
    }
}
