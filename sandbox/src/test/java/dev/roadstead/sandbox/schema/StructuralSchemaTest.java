package dev.roadstead.sandbox.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.JsonOrder;
import dev.roadstead.sandbox.fixture.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Holds `cases.yaml` against what kube-apiserver's own code says of the same cases.
class StructuralSchemaTest {

    private static final JsonNode SCHEMAS = Yaml.resource("/schema/cases.yaml").path("schemas");
    private static final JsonNode CASES = Yaml.resource("/schema/cases.yaml").path("cases");
    private static final JsonNode EXPECTED = Yaml.resource("/schema/expected.yaml");

    @TestFactory
    Stream<DynamicTest> saysWhatKubeApiserverSays() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < CASES.size(); i++) {
            JsonNode given = CASES.get(i);
            JsonNode wanted = EXPECTED.get(i);
            String name = given.path("name").asText();
            assertThat(wanted.path("name").asText()).isEqualTo(name);
            if (given.has("object")) {
                tests.add(DynamicTest.dynamicTest(name, () -> checkObject(given, wanted)));
            } else {
                tests.add(DynamicTest.dynamicTest(name, () -> checkDefinition(given, wanted)));
            }
        }
        return tests.stream();
    }

    private static void checkObject(JsonNode given, JsonNode wanted) {
        var schema = StructuralSchema.of(schema(given));
        ObjectNode object = object(given.path("object"));
        ObjectNode old = given.has("old") ? object(given.path("old")) : null;

        List<String> unknown = schema.unknownFields(object);
        schema.prune(object);
        schema.applyDefaults(object);
        if (old != null) {
            schema.prune(old);
            schema.applyDefaults(old);
        }

        assertThat(unknown).containsExactlyInAnyOrderElementsOf(texts(wanted.path("unknown")));
        assertThat(JsonOrder.same(object, wanted.path("result")))
                .as("%s", object)
                .isTrue();
        assertThat(schema.validate(object, old))
                .extracting(error -> error.reason().code() + " " + error.text())
                .containsExactlyInAnyOrderElementsOf(texts(wanted.path("errors")));
    }

    /// Written out or by name.
    private static JsonNode schema(JsonNode given) {
        JsonNode schema = given.path("schema");
        return schema.isTextual() ? SCHEMAS.path(schema.asText()) : schema;
    }

    private static ObjectNode object(JsonNode part) {
        ObjectNode object = Yaml.object("{apiVersion: x.dev/v1, kind: Thing, metadata: {name: a}}");
        return object.setAll((ObjectNode) part.deepCopy());
    }

    private static void checkDefinition(JsonNode given, JsonNode wanted) {
        ObjectNode crd = given.has("crd") ? given.path("crd").deepCopy() : Yaml.object("""
                metadata: {name: things.x.dev}
                spec:
                  group: x.dev
                  scope: Namespaced
                  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}
                  versions: [{name: v1, served: true, storage: true, schema: {}}]
                """);
        if (given.has("schema")) {
            ((ObjectNode) crd.at("/spec/versions/0/schema")).set("openAPIV3Schema", schema(given));
        }

        assertThat(StructuralSchema.checkCrd(crd))
                .extracting(FieldError::text)
                .containsExactlyInAnyOrderElementsOf(texts(wanted.path("definition")));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
