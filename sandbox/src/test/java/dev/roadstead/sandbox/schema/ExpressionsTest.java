package dev.roadstead.sandbox.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.fixture.Yaml;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Evaluates the expressions of `expressions.txt` as rules; each line tells what kube-apiserver makes of it.
class ExpressionsTest {

    private static final JsonNode DOCUMENT = Yaml.resource("/schema/expressions.yaml");

    @TestFactory
    Stream<DynamicTest> evaluatesAsKubeApiserverDoes() {
        return Yaml.text("/schema/expressions.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("  =>  ", 2))
                .map(line -> DynamicTest.dynamicTest(
                        line[0], () -> assertThat(outcome(line[0])).isEqualTo(line[1])));
    }

    /// `true`, `false` or the fault.
    private static String outcome(String expression) {
        ObjectNode schema = DOCUMENT.path("schema").deepCopy();
        ((ObjectNode) schema.at("/properties/spec"))
                .putArray("x-kubernetes-validations")
                .addObject()
                .put("rule", expression);
        ObjectNode object = DOCUMENT.path("object").deepCopy();

        List<FieldError> errors = StructuralSchema.of(schema).validate(object, null);

        if (errors.isEmpty()) {
            return "true";
        }
        String message = errors.getFirst().message();
        if (message.contains("failed rule: ")) {
            return "false";
        }
        String text = message.replaceFirst("^Invalid value: \"object\": ", "")
                .lines()
                .findFirst()
                .orElseThrow();
        return text.startsWith("rule compile error: ")
                ? text.substring("rule compile error: ".length())
                : "fails: " + text.replace(" evaluating rule: " + expression, "");
    }
}
