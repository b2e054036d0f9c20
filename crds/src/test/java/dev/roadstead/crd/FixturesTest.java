package dev.roadstead.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The fixtures of each kind: module e2e applies them to API servers; here they are held against the records and
/// against the rules. A file of several documents is an object and what it is changed to: the last is the one in
/// question.
class FixturesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

    @TestFactory
    Stream<DynamicTest> validOnesAreReadWithoutAnUnknownField() throws IOException {
        ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        var serialization = new KubernetesSerialization(strict, true);
        return files("valid-")
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    JsonNode written = GeneratedCrds.YAML.readTree(Files.readString(file));

                    CustomResource<?, ?> read = strict.convertValue(written, kindOf(file));

                    JsonNode again = GeneratedCrds.YAML.readTree(serialization.asYaml(read));
                    assertThat(fieldNames(again.get("spec"))).containsAll(fieldNames(written.get("spec")));
                }));
    }

    @Test
    void everyRuleIsBrokenByAFixture() throws IOException {
        List<String> expectations = new ArrayList<>();
        for (Path file : files("invalid-").toList()) {
            expectations.add(expectation(file));
        }
        List<String> rules = new ArrayList<>();
        for (Path crd : list(Path.of("manifests"))) {
            if (crd.toString().endsWith("roadstead.dev.yaml")) {
                collectMessages(GeneratedCrds.YAML.readTree(Files.readString(crd)), rules);
            }
        }
        assertThat(rules)
                .hasSizeGreaterThan(10)
                .allSatisfy(message -> assertThat(expectations)
                        .anySatisfy(expectation -> assertThat(message).contains(expectation)));
    }

    @Test
    void everyInvalidOneSaysWhatIsExpected() throws IOException {
        assertThat(files("invalid-"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(expectation(file)).isNotBlank());
    }

    private static void collectMessages(JsonNode schema, List<String> messages) {
        schema.path("x-kubernetes-validations")
                .forEach(rule -> messages.add(rule.path("message").asText()));
        schema.forEach(child -> collectMessages(child, messages));
    }

    private static String expectation(Path file) throws IOException {
        String first = Files.readAllLines(file).getFirst();
        assertThat(first).startsWith("# expect: ");
        return first.substring("# expect: ".length());
    }

    private static List<String> fieldNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Class<? extends CustomResource<?, ?>> kindOf(Path file) {
        String folder = file.getParent().getFileName().toString();
        return GeneratedCrds.KINDS.stream()
                .filter(kind -> kind.getSimpleName().toLowerCase(Locale.ROOT).equals(folder))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Path> files(String prefix) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : list(FIXTURES)) {
            list(folder).stream()
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .forEach(files::add);
        }
        return files.stream();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getParent().getFileName() + "/" + file.getFileName();
    }
}
