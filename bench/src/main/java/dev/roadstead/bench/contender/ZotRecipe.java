package dev.roadstead.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// zot with the smallest configuration that it takes.
record ZotRecipe(Path program) implements Recipe {

    @Override
    public Launch launch(Place place) {
        String tls = place.certificate() == null
                ? ""
                : ", \"tls\": {\"cert\": \"%s\", \"key\": \"%s\"}"
                        .formatted(
                                place.certificate().chain(), place.certificate().key());
        String config = """
                {
                  "distSpecVersion": "1.1.1",
                  "storage": {"rootDirectory": "%s"},
                  "http": {"address": "127.0.0.1", "port": "%d"%s}
                }
                """.formatted(place.data(), place.port(), tls);
        return new Launch(
                List.of(
                        program.toString(),
                        "serve",
                        place.folder().resolve("config.json").toString()),
                Map.of(),
                Map.of("config.json", config));
    }
}
