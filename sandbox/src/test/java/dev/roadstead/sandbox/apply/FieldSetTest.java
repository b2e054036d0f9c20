package dev.roadstead.sandbox.apply;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class FieldSetTest {

    private static final JsonNode FIELDS = node("""
            f:metadata:
              f:finalizers: {.: {}, 'v:"x"': {}}
            f:spec:
              f:ports: {'k:{"port":80,"protocol":"TCP"}': {.: {}, f:name: {}}}
              f:replicas: {}
            """);

    @Test
    void readsAndWritesFieldsV1() {
        assertThat(FieldSet.parse(FIELDS).fieldsV1()).isEqualTo(FIELDS);
    }

    @Test
    void namesItsPathsAsMessagesDo() {
        assertThat(FieldSet.parse(FIELDS).paths())
                .containsExactly(
                        ".metadata.finalizers",
                        ".metadata.finalizers[=\"x\"]",
                        ".spec.ports[port=80,protocol=\"TCP\"]",
                        ".spec.ports[port=80,protocol=\"TCP\"].name",
                        ".spec.replicas");
    }

    @Test
    void unionDifferenceAndIntersectionCountMembersOnly() {
        FieldSet set = FieldSet.parse(FIELDS);
        FieldSet other =
                FieldSet.parse(node("{f:spec: {f:replicas: {}, f:paused: {}}, f:metadata: {f:finalizers: {}}}"));

        assertThat(set.intersection(other).paths()).containsExactly(".metadata.finalizers", ".spec.replicas");
        assertThat(other.difference(set).paths()).containsExactly(".spec.paused");
        assertThat(set.union(other).difference(set)).isEqualTo(other.difference(set));
        assertThat(set.difference(set).isEmpty()).isTrue();
    }

    @Test
    void numbersAreEqualWhateverTheirClass() {
        assertThat(PathElement.parse("v:1").compareTo(PathElement.parse("v:1.0")))
                .isZero();
    }

    @Test
    void refusesWhatIsNoPath() {
        assertThatThrownBy(() -> FieldSet.parse(node("{spec: {}}"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PathElement.parse("k:{")).isInstanceOf(IllegalArgumentException.class);
    }
}
