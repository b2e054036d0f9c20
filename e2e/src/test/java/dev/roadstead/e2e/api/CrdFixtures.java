package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every fixture of module crds against the server: `valid-*` is stored, `invalid-*` is refused with the message that
/// its
/// first line expects. The last document of a file is the one in question; those before it are what it changes.
abstract class CrdFixtures extends ApiSuite {
    private static final String EXPECT = "# expect: ";
    private static final Map<String, String> PLURALS = Map.of(
            "Registry",
            "registries",
            "ProxyCache",
            "proxycaches",
            "GCSchedule",
            "gcschedules",
            "NodeMirror",
            "nodemirrors",
            "NodeState",
            "nodestates");

    @Test
    void everyDefinitionIsEstablishedWithoutComplaint() throws IOException {
        for (Path manifest : RoadsteadCrds.manifests()) {
            String name =
                    Yaml.parse(Files.readString(manifest)).at("/metadata/name").asText();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(api.get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name)
                                            .body()
                                            .at("/status/conditions")
                                            .toString())
                                    .contains("\"Established\"")
                                    .doesNotContain("NonStructuralSchema"));
        }
    }

    @Test
    void definitionsCanBeAppliedOnTheServer() throws IOException {
        for (Path manifest : RoadsteadCrds.manifests()) {
            String yaml = Files.readString(manifest);
            String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"
                    + Yaml.parse(yaml).at("/metadata/name").asText();

            Answer applied = api.apply(path + "?dryRun=All&force=true&fieldValidation=Strict", "suite", yaml);

            assertThat(applied.code()).as(applied.message()).isEqualTo(200);
        }
    }

    @TestFactory
    Stream<DynamicTest> fixtures() throws IOException {
        return RoadsteadCrds.fixtures().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getParent().getFileName() + "/" + file.getFileName(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        String text = Files.readString(file);
        List<ObjectNode> documents = Yaml.parseAll(text);
        try {
            for (ObjectNode before : documents.subList(0, documents.size() - 1)) {
                RoadsteadCrds.store(api, collection(before), before).object();
            }
            ObjectNode last = documents.getLast();
            Answer answer = RoadsteadCrds.store(api, collection(last), last);
            if (file.getFileName().toString().startsWith("valid-")) {
                assertThat(answer.code()).as(answer.toString()).isBetween(200, 201);
            } else {
                assertThat(text).as("its first line").startsWith(EXPECT);
                assertThat(answer.code()).as(answer.toString()).isBetween(400, 422);
                assertThat(answer.message())
                        .contains(text.lines().findFirst().orElseThrow().substring(EXPECT.length()));
            }
        } finally {
            documents.forEach(document -> api.delete(
                    collection(document) + "/" + document.at("/metadata/name").asText()));
        }
    }

    private String collection(ObjectNode object) {
        String kind = object.path("kind").asText();
        String root = "/apis/" + object.path("apiVersion").asText();
        object.withObject("/metadata").remove("namespace");
        return (kind.startsWith("Node") ? root : root + "/namespaces/" + namespace) + "/" + PLURALS.get(kind);
    }
}
