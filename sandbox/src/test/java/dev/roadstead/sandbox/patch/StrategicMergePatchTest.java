package dev.roadstead.sandbox.patch;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.sandbox.apply.ListTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategicMergePatchTest {

    private static final ListTypes POD = ListTypes.builtin("", "v1", "Pod");
    private static final ListTypes DEPLOYMENT = ListTypes.builtin("apps", "v1", "Deployment");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {spec: {containers: [{name: a, image: 1}]}}|{spec: {containers: [{name: a, image: 2}]}}|{spec: {containers: [{name: a, image: 2}]}}
            {spec: {containers: [{name: a}]}}|{spec: {containers: [{name: b}]}}|{spec: {containers: [{name: b}, {name: a}]}}
            {spec: {containers: [{name: a}, {name: b}]}}|{spec: {containers: [{name: a, $patch: delete}]}}|{spec: {containers: [{name: b}]}}
            {spec: {containers: [{name: a}]}}|{spec: {containers: [{name: b}, {$patch: replace}]}}|{spec: {containers: [{name: b}]}}
            {spec: {tolerations: [{key: a}]}}|{spec: {tolerations: [{key: b}]}}|{spec: {tolerations: [{key: b}]}}
            {metadata: {finalizers: [a]}}|{metadata: {finalizers: [b, a]}}|{metadata: {finalizers: [b, a]}}
            {metadata: {finalizers: [a, b]}}|{metadata: {$deleteFromPrimitiveList/finalizers: [a]}}|{metadata: {finalizers: [b]}}
            {metadata: {labels: {a: 1, b: 2}}}|{metadata: {labels: {a: null}}}|{metadata: {labels: {b: 2}}}
            {metadata: {labels: {a: 1}}}|{metadata: {labels: {$patch: replace, c: 3}}}|{metadata: {labels: {c: 3}}}
            {metadata: {labels: {a: 1}}}|{metadata: {labels: {$patch: delete}}}|{metadata: {labels: {}}}
            {spec: {nodeSelector: {a: x}}}|{spec: {nodeSelector: {b: y}}}|{spec: {nodeSelector: {a: x, b: y}}}
            {spec: {volumes: [{name: v, emptyDir: {}}]}}|{spec: {volumes: [{name: v, $retainKeys: [name, secret], secret: {}}]}}|{spec: {volumes: [{name: v, secret: {}}]}}
            {spec: {containers: [{name: a}, {name: b}]}}|{spec: {$setElementOrder/containers: [{name: b}, {name: a}]}}|{spec: {containers: [{name: b}, {name: a}]}}
            {spec: {containers: [{name: a}, {name: s}, {name: b}]}}|{spec: {$setElementOrder/containers: [{name: b}, {name: a}], containers: [{name: b, image: 1}]}}|{spec: {containers: [{name: s}, {name: b, image: 1}, {name: a}]}}
            {spec: {containers: [{name: a}, {name: b}]}}|{spec: {$setElementOrder/containers: [{name: a}, {name: b}, {name: c}], containers: [{name: c}]}}|{spec: {containers: [{name: a}, {name: b}, {name: c}]}}
            {}|{spec: {containers: [{name: a, env: [{name: x, $patch: merge}]}]}}|{spec: {containers: [{name: a, env: [{name: x}]}]}}
            """)
    void appliesToAPod(String before, String patch, String after) {
        assertThat(StrategicMergePatch.apply(object(before), node(patch), POD)).isEqualTo(node(after));
    }

    @Test
    void changesTheStrategyOfADeploymentByRetainKeys() {
        assertThat(StrategicMergePatch.apply(
                        object("{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}"),
                        node("{spec: {strategy: {$retainKeys: [type], type: Recreate}}}"),
                        DEPLOYMENT))
                .isEqualTo(node("{spec: {strategy: {type: Recreate}}}"));
    }

    @Test
    void refusesAnItemWithoutItsKeyAndAnUnknownDirective() {
        assertThatThrownBy(
                        () -> StrategicMergePatch.apply(object("{}"), node("{spec: {containers: [{image: a}]}}"), POD))
                .isInstanceOf(PatchException.class)
                .hasMessage("an item of \"containers\" does not contain declared merge key: name");
        assertThatThrownBy(() -> StrategicMergePatch.apply(object("{}"), node("{spec: {$patch: drop}}"), POD))
                .hasMessageContaining("unknown patch type \"drop\"");
    }
}
