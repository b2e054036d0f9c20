package dev.roadstead.sandbox.apply;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.apply.ServerSideApply.Applied;
import dev.roadstead.sandbox.apply.ServerSideApply.Conflicts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Scenarios of the Kubernetes documentation and of upstream's own tests.
class ServerSideApplyTest {

    private static final ListTypes DEPLOYMENT = ListTypes.builtin("apps", "v1", "Deployment");
    private static final ListTypes SERVICE = ListTypes.builtin("", "v1", "Service");
    private static final ListTypes CONFIG_MAP = ListTypes.builtin("", "v1", "ConfigMap");
    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final String CONFIG = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: test, namespace: default, labels: {test-label: test}}
            data: {key: some value}
            """;

    private static ObjectNode applied(ObjectNode live, String config, String manager, ListTypes types, Instant now) {
        var outcome = ServerSideApply.apply(live, object(config), manager, false, types, "", now);
        assertThat(outcome).isInstanceOf(Applied.class);
        return ((Applied) outcome).object();
    }

    private static Conflicts conflicts(ObjectNode live, String config, String manager, ListTypes types) {
        var outcome = ServerSideApply.apply(live, object(config), manager, false, types, "", NOON);
        assertThat(outcome).isInstanceOf(Conflicts.class);
        return (Conflicts) outcome;
    }

    private static ObjectNode forced(ObjectNode live, String config, String manager, ListTypes types) {
        return ((Applied) ServerSideApply.apply(live, object(config), manager, true, types, "", NOON)).object();
    }

    private static ObjectNode updated(ObjectNode live, String pointer, String value, String manager, ListTypes types) {
        ObjectNode next = live.deepCopy();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) next.at(pointer.substring(0, slash))).set(pointer.substring(slash + 1), node(value));
        ManagedFields.recordUpdate(live, next, manager, types, "", NOON);
        return next;
    }

    private static FieldSet owned(ObjectNode object, String manager) {
        for (var entry : object.path("metadata").path("managedFields")) {
            if (entry.path("manager").asText().equals(manager)) {
                return FieldSet.parse(entry.path("fieldsV1"));
            }
        }
        return FieldSet.EMPTY;
    }

    @Test
    void creationByApplyOwnsWhatWasApplied() {
        ObjectNode created = applied(null, CONFIG, "kubectl", CONFIG_MAP, MORNING);

        assertThat(created.path("metadata").path("managedFields")).isEqualTo(node("""
                - manager: kubectl
                  operation: Apply
                  apiVersion: v1
                  time: "2026-01-01T08:00:00Z"
                  fieldsType: FieldsV1
                  fieldsV1: {"f:data": {"f:key": {}}, "f:metadata": {"f:labels": {"f:test-label": {}}}}
                """));
    }

    @Test
    void unchangedApplyChangesNothingNotEvenTheTime() {
        ObjectNode live = applied(null, CONFIG, "kubectl", CONFIG_MAP, MORNING);

        ObjectNode again = applied(live, CONFIG, "kubectl", CONFIG_MAP, NOON);

        assertThat(again).isEqualTo(live);
    }

    @Test
    void valueOfAnotherManagerIsAConflict() {
        ObjectNode live = applied(null, CONFIG, "kubectl", CONFIG_MAP, MORNING);
        ObjectNode edited = updated(live, "/data/key", "new value", "kube-controller-manager", CONFIG_MAP);

        Conflicts conflicts = conflicts(edited, CONFIG, "kubectl", CONFIG_MAP);

        assertThat(conflicts.message())
                .isEqualTo(
                        "Apply failed with 1 conflict: conflict with \"kube-controller-manager\" using v1: .data.key");
        assertThat(conflicts.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.field()).isEqualTo(".data.key");
            assertThat(conflict.manager()).isEqualTo("kube-controller-manager");
            assertThat(conflict.message()).isEqualTo("conflict with \"kube-controller-manager\" using v1");
        });
    }

    @Test
    void severalConflictsAreGroupedByManager() {
        ObjectNode live = applied(null, CONFIG, "first", CONFIG_MAP, MORNING);
        String other = CONFIG.replace("some value", "x").replace("test-label: test", "test-label: y");

        Conflicts conflicts = conflicts(live, other, "second", CONFIG_MAP);

        assertThat(conflicts.message()).isEqualTo("""
                Apply failed with 2 conflicts: conflicts with "first":
                - .data.key
                - .metadata.labels.test-label""");
    }

    @Test
    void forceTakesTheFieldFromItsOwner() {
        ObjectNode live = applied(null, CONFIG, "first", CONFIG_MAP, MORNING);

        ObjectNode forced = forced(live, CONFIG.replace("some value", "x"), "second", CONFIG_MAP);

        assertThat(forced.at("/data/key").asText()).isEqualTo("x");
        assertThat(owned(forced, "first").paths()).containsExactly(".metadata.labels.test-label");
        assertThat(owned(forced, "second").paths()).containsExactly(".data.key", ".metadata.labels.test-label");
    }

    @Test
    void sameValueIsShared() {
        ObjectNode live = applied(null, CONFIG, "first", CONFIG_MAP, MORNING);

        ObjectNode shared = applied(live, CONFIG, "second", CONFIG_MAP, NOON);

        assertThat(owned(shared, "first")).isEqualTo(owned(shared, "second"));
    }

    @Test
    void fieldThatIsNoLongerAppliedGoesUnlessAnotherOwnsIt() {
        ObjectNode first = applied(null, CONFIG, "first", CONFIG_MAP, MORNING);
        ObjectNode both = applied(
                first, "{apiVersion: v1, kind: ConfigMap, data: {key: some value}}", "second", CONFIG_MAP, NOON);

        ObjectNode left = applied(both, "{apiVersion: v1, kind: ConfigMap}", "first", CONFIG_MAP, NOON);

        assertThat(left.at("/data/key").asText()).isEqualTo("some value");
        assertThat(left.path("metadata").has("labels")).isFalse();
        assertThat(owned(left, "first").isEmpty()).isTrue();
    }

    @Test
    void removingTheLastFieldOfAStructRemovesTheStruct() {
        ObjectNode live = applied(
                null,
                "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 1, strategy: {rollingUpdate: {maxSurge: 1}}}}",
                "me",
                DEPLOYMENT,
                MORNING);

        ObjectNode left =
                applied(live, "{apiVersion: apps/v1, kind: Deployment, spec: {replicas: 1}}", "me", DEPLOYMENT, NOON);

        assertThat(left.path("spec")).isEqualTo(node("replicas: 1"));
    }

    @Test
    void handingReplicasToAnAutoscaler() {
        String withReplicas = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: nginx}
                spec: {replicas: 3, selector: {matchLabels: {app: nginx}}}
                """;
        ObjectNode live = applied(null, withReplicas, "kubectl", DEPLOYMENT, MORNING);
        ObjectNode scaled = live.deepCopy();
        ((ObjectNode) scaled.get("spec")).put("replicas", 5);
        ManagedFields.recordUpdate(live, scaled, "hpa", DEPLOYMENT, "scale", NOON);

        ObjectNode handedOver = applied(scaled, withReplicas.replace("replicas: 3, ", ""), "kubectl", DEPLOYMENT, NOON);

        assertThat(handedOver.at("/spec/replicas").asInt()).isEqualTo(5);
        assertThat(owned(handedOver, "hpa").paths()).containsExactly(".spec.replicas");
        assertThat(conflicts(scaled, withReplicas, "kubectl", DEPLOYMENT).message())
                .endsWith("conflict with \"hpa\" with subresource \"scale\" using apps/v1: .spec.replicas");
    }

    @Test
    void listMapItemsMergeByKeyAndSelectorsAreAtomic() {
        String one = """
                apiVersion: apps/v1
                kind: Deployment
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {spec: {containers: [{name: a, image: a1}, {name: b, image: b1}]}}
                """;
        String two = """
                apiVersion: apps/v1
                kind: Deployment
                spec: {template: {spec: {containers: [{name: c, image: c1}, {name: b, imagePullPolicy: Always}]}}}
                """;
        ObjectNode live = applied(null, one, "one", DEPLOYMENT, MORNING);

        ObjectNode merged = applied(live, two, "two", DEPLOYMENT, NOON);

        assertThat(merged.at("/spec/template/spec/containers")).isEqualTo(node("""
                - {name: a, image: a1}
                - {name: c, image: c1}
                - {name: b, image: b1, imagePullPolicy: Always}
                """));
        assertThat(owned(merged, "one").paths())
                .contains(
                        ".spec.selector",
                        ".spec.template.spec.containers[name=\"a\"]",
                        ".spec.template.spec.containers[name=\"a\"].image");
        ObjectNode left = applied(merged, two.replace("{name: c, image: c1}, ", ""), "two", DEPLOYMENT, NOON);
        assertThat(left.at("/spec/template/spec/containers").findValuesAsText("name"))
                .containsExactly("a", "b");
    }

    @Test
    void itemThatAnotherManagerOwnsStaysWithTheirFieldsOnly() {
        String one = "{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, name: http, targetPort: 8080}]}}";
        String two = "{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, protocol: TCP, appProtocol: http}]}}";
        ObjectNode live = applied(applied(null, one, "one", SERVICE, MORNING), two, "two", SERVICE, MORNING);

        ObjectNode left = applied(live, "{apiVersion: v1, kind: Service}", "one", SERVICE, NOON);

        assertThat(left.at("/spec/ports")).isEqualTo(node("[{port: 80, protocol: TCP, appProtocol: http}]"));
    }

    @Test
    void keyWithDefaultMayBeLeftOut() {
        String one = "{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, protocol: TCP, targetPort: 1}]}}";
        ObjectNode live = applied(null, one, "one", SERVICE, MORNING);

        ObjectNode merged = applied(
                live,
                "{apiVersion: v1, kind: Service, spec: {ports: [{port: 80, targetPort: 1}]}}",
                "one",
                SERVICE,
                NOON);

        assertThat(merged.at("/spec/ports")).hasSize(1);
    }

    @Test
    void setItemsHaveTheirOwnOwners() {
        String one = "{apiVersion: v1, kind: ConfigMap, metadata: {finalizers: [a, b]}}";
        String two = "{apiVersion: v1, kind: ConfigMap, metadata: {finalizers: [c, b]}}";
        ObjectNode live = applied(applied(null, one, "one", CONFIG_MAP, MORNING), two, "two", CONFIG_MAP, NOON);
        assertThat(live.at("/metadata/finalizers")).isEqualTo(node("[a, c, b]"));

        ObjectNode left = applied(live, "{apiVersion: v1, kind: ConfigMap}", "one", CONFIG_MAP, NOON);

        assertThat(left.at("/metadata/finalizers")).isEqualTo(node("[c, b]"));
        assertThat(owned(left, "two").paths())
                .containsExactly(".metadata.finalizers[=\"b\"]", ".metadata.finalizers[=\"c\"]");
    }

    @Test
    void atomicListHasOneOwner() {
        String one = "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {tolerations: [{key: a}]}}}}";
        ObjectNode live = applied(null, one, "one", DEPLOYMENT, MORNING);

        assertThat(conflicts(live, one.replace("key: a", "key: b"), "two", DEPLOYMENT)
                        .conflicts())
                .extracting(ServerSideApply.Conflict::field)
                .containsExactly(".spec.template.spec.tolerations");
    }

    @Test
    void objectWithoutManagedFieldsBelongsToBeforeFirstApply() {
        ObjectNode live = object(CONFIG);

        Conflicts conflicts = conflicts(live, CONFIG.replace("some value", "x"), "kubectl", CONFIG_MAP);

        assertThat(conflicts.message()).contains("\"before-first-apply\" using v1: .data.key");
    }

    @Test
    void anotherWriterThatChangesAKeyTakesTheItemFromItsOwner() {
        String config = "{apiVersion: v1, kind: Service, spec: {ports: [{port: 5000, protocol: TCP, name: http}]}}";
        ObjectNode live = applied(null, config, "operator", SERVICE, MORNING);
        ObjectNode edited = updated(live, "/spec/ports/0/port", "1", "kubectl-edit", SERVICE);

        assertThat(owned(edited, "operator").isEmpty()).isTrue();
        assertThat(owned(edited, "kubectl-edit").paths())
                .contains(".spec.ports[port=1,protocol=\"TCP\"].port")
                .noneMatch(path -> path.contains("5000"));
        assertThat(applied(edited, config, "operator", SERVICE, NOON).at("/spec/ports"))
                .hasSize(2);
    }

    @Test
    void nullsInAConfigurationOfABuiltinKindAreNoFields() {
        ObjectNode live = object("{apiVersion: v1, kind: ConfigMap, metadata: {creationTimestamp: x}, data: {a: b}}");

        ObjectNode merged = applied(
                live, "{apiVersion: v1, kind: ConfigMap, metadata: {creationTimestamp: null}}", "m", CONFIG_MAP, NOON);

        assertThat(merged.at("/metadata/creationTimestamp").asText()).isEqualTo("x");
    }

    @Test
    void itemWithoutKeyAndTwiceTheSameKeyAreRefused() {
        String service =
                "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}, spec: {ports: [{port: 1}, {port: 1}]}}";
        assertThatThrownBy(() -> applied(null, service, "m", SERVICE, NOON))
                .isInstanceOf(MalformedApplyException.class)
                .hasMessage("failed to create typed patch object (n/s; v1, Kind=Service): .spec.ports: duplicate"
                        + " entries for key [port=1,protocol=\"TCP\"]");
        String pod = "{apiVersion: v1, kind: Pod, spec: {containers: [{image: a}]}}";
        assertThatThrownBy(() -> applied(null, pod, "m", ListTypes.builtin("", "v1", "Pod"), NOON))
                .hasMessageContaining(
                        ".spec.containers: element 0: associative list with keys has an element that omits"
                                + " all key fields [\"name\"]");
    }
}
