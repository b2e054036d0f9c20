package dev.roadstead.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// CNCF distribution 3 and its ancestor docker-registry 2.8, with the configuration that they ship as an example: only
/// the
/// folder, the address and TLS are ours.
record DistributionRecipe(Path program) implements Recipe {

    @Override
    public Launch launch(Place place) {
        String tls = place.certificate() == null
                ? ""
                : "  tls:\n    certificate: %s\n    key: %s\n"
                        .formatted(
                                place.certificate().chain(), place.certificate().key());
        String config = """
                version: 0.1
                log:
                  fields:
                    service: registry
                storage:
                  cache:
                    blobdescriptor: inmemory
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: %s
                  headers:
                    X-Content-Type-Options: [nosniff]
                %shealth:
                  storagedriver:
                    enabled: true
                    interval: 10s
                    threshold: 3
                """.formatted(place.data(), place.address(), tls);
        return new Launch(
                List.of(
                        program.toString(),
                        "serve",
                        place.folder().resolve("config.yml").toString()),
                // As the image of distribution 3 has it; without, it looks for a collector of traces.
                Map.of("OTEL_TRACES_EXPORTER", "none"),
                Map.of("config.yml", config));
    }
}
