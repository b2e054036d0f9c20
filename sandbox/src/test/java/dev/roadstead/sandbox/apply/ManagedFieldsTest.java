package dev.roadstead.sandbox.apply;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T08:00:00.5Z");
    private static final ListTypes TYPES = ListTypes.of(node("""
            type: object
            properties:
              spec:
                type: object
                properties:
                  replicas: {type: integer}
                  labels: {type: object, additionalProperties: {type: string}}
                  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
              status:
                type: object
                properties:
                  conditions:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [type]
                    items: {type: object, properties: {type: {type: string}, status: {type: string}}}
            """));

    private static final String CREATED = """
            apiVersion: x.dev/v1
            kind: Thing
            metadata: {name: t, namespace: n, uid: u, resourceVersion: "1", generation: 1, creationTimestamp: c}
            spec: {replicas: 1, labels: {a: b}, free: {x: [1]}}
            """;

    private static ObjectNode created() {
        ObjectNode object = object(CREATED);
        ManagedFields.recordUpdate(null, object, "kubectl-create", TYPES, "", NOW);
        return object;
    }

    private static JsonNode entries(ObjectNode object) {
        return object.path("metadata").path("managedFields");
    }

    @Test
    void creatorOwnsAllButIdentityAndSystemFields() {
        assertThat(entries(created())).isEqualTo(node("""
                - manager: kubectl-create
                  operation: Update
                  apiVersion: x.dev/v1
                  time: "2026-01-01T08:00:00Z"
                  fieldsType: FieldsV1
                  fieldsV1:
                    f:spec:
                      .: {}
                      f:free: {.: {}, f:x: {}}
                      f:labels: {.: {}, f:a: {}}
                      f:replicas: {}
                """));
    }

    @Test
    void statusIsOwnedByAnEntryOfItsOwn() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();
        after.set("status", node("conditions: [{type: Ready, status: 'True'}]"));

        ManagedFields.recordUpdate(before, after, "kubectl-create", TYPES, "status", NOW);

        assertThat(entries(after)).hasSize(2);
        assertThat(entries(after).get(1)).isEqualTo(node("""
                manager: kubectl-create
                operation: Update
                apiVersion: x.dev/v1
                time: "2026-01-01T08:00:00Z"
                fieldsType: FieldsV1
                fieldsV1:
                  f:status:
                    .: {}
                    f:conditions:
                      .: {}
                      'k:{"type":"Ready"}': {.: {}, f:status: {}, f:type: {}}
                subresource: status
                """));
    }

    @Test
    void changedFieldMovesToWhoChangedIt() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();
        ((ObjectNode) after.get("spec")).put("replicas", 2);
        ((ObjectNode) after.at("/spec/labels")).put("c", "d");

        ManagedFields.recordUpdate(before, after, "other", TYPES, "", NOW);

        assertThat(entries(after).findValuesAsText("manager")).containsExactly("kubectl-create", "other");
        assertThat(FieldSet.parse(entries(after).get(0).get("fieldsV1")).paths())
                .doesNotContain(".spec.replicas");
        assertThat(FieldSet.parse(entries(after).get(1).get("fieldsV1")).paths())
                .containsExactly(".spec.labels.c", ".spec.replicas");
    }

    @Test
    void removedFieldHasNoOwnerAnyMore() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();
        ((ObjectNode) after.get("spec")).remove("labels");

        ManagedFields.recordUpdate(before, after, "other", TYPES, "", NOW);

        assertThat(entries(after)).hasSize(1);
        assertThat(FieldSet.parse(entries(after).get(0).get("fieldsV1")).paths())
                .noneMatch(path -> path.startsWith(".spec.labels"));
    }

    @Test
    void unchangedUpdateKeepsEntriesAndTimes() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();

        ManagedFields.recordUpdate(before, after, "kubectl-create", TYPES, "", NOW.plusSeconds(60));

        assertThat(after).isEqualTo(before);
    }

    @Test
    void listWithOneEmptyEntryClearsOwnership() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();
        ((ObjectNode) after.get("metadata")).set("managedFields", node("[{}]"));

        ManagedFields.recordUpdate(before, after, "kubectl", TYPES, "", NOW);

        assertThat(after.path("metadata").has("managedFields")).isFalse();
    }

    @Test
    void absentOrBrokenManagedFieldsMeanThoseOfBefore() {
        for (String sent : new String[] {
            "[]",
            "[{manager: x}]",
            "[{manager: x, operation: Update, apiVersion: v1," + " fieldsType: FieldsV1, fieldsV1: {bad: {}}}]"
        }) {
            ObjectNode before = created();
            ObjectNode after = before.deepCopy();
            ((ObjectNode) after.get("metadata")).set("managedFields", node(sent));

            ManagedFields.recordUpdate(before, after, "kubectl", TYPES, "", NOW);

            assertThat(after).as(sent).isEqualTo(before);
        }
    }

    @Test
    void validManagedFieldsOfAClientCount() {
        ObjectNode before = created();
        ObjectNode after = before.deepCopy();
        ((ObjectNode) entries(after).get(0)).put("manager", "renamed").put("operation", "Apply");

        ManagedFields.recordUpdate(before, after, "kubectl", TYPES, "", NOW);

        assertThat(entries(after).findValuesAsText("manager")).containsExactly("renamed");
    }

    @Test
    void oldestUpdatersAreMergedWhenThereAreManyOfThem() {
        ObjectNode object = created();
        for (int i = 0; i < 15; i++) {
            ObjectNode next = object.deepCopy();
            ((ObjectNode) next.at("/spec/labels")).put("label-" + i, "x");
            ManagedFields.recordUpdate(object, next, "manager-" + i, TYPES, "", NOW.plusSeconds(i + 1));
            object = next;
        }

        assertThat(entries(object)).hasSize(10);
        assertThat(entries(object).findValuesAsText("manager")).contains("ancient-changes", "manager-14");
    }
}
