package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The definitions and fixtures of module crds, as they lie in the source tree.
final class RoadsteadCrds {
    private static final Path MODULE = Path.of("..", "crds");

    private RoadsteadCrds() {}

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.list(MODULE.resolve("manifests"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".roadstead.dev.yaml"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> fixtures() throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/resources/fixtures"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    /// Installs the definitions and waits until the server serves them.
    static void install(KubeClient api) throws IOException {
        for (Path manifest : manifests()) {
            store(
                            api,
                            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                            Yaml.parse(Files.readString(manifest)))
                    .object();
        }
        for (Path manifest : manifests()) {
            String plural = Yaml.parse(Files.readString(manifest))
                    .at("/spec/names/plural")
                    .asText();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(api.get("/apis/roadstead.dev/v1alpha1/" + plural)
                                    .code())
                            .isEqualTo(200));
        }
    }

    /// Creates an object, or puts it in the place of one of its name; unknown fields are refused.
    static Answer store(KubeClient api, String collection, ObjectNode object) {
        Answer created = api.post(collection + "?fieldValidation=Strict", object);
        if (!created.reason().equals("AlreadyExists")) {
            return created;
        }
        String path = collection + "/" + object.at("/metadata/name").asText();
        ObjectNode changed = object.deepCopy();
        changed.withObject("/metadata").put("resourceVersion", api.get(path).resourceVersion());
        return api.put(path + "?fieldValidation=Strict", changed);
    }
}
