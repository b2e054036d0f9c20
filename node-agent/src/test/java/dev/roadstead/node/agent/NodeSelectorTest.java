package dev.roadstead.node.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSelectorTest {
    private static final Map<String, String> LABELS = Map.of("zone", "a", "disk", "ssd");

    @Test
    void noSelectorSelectsEveryNode() {
        assertThat(NodeSelector.selects(MissingNode.getInstance(), LABELS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | true",
                "{'matchLabels': {'zone': 'a'}} | true",
                "{'matchLabels': {'zone': 'b'}} | false",
                "{'matchLabels': {'zone': 'a', 'rack': '1'}} | false",
                "{'matchExpressions': [{'key': 'zone', 'operator': 'In', 'values': ['a', 'b']}]} | true",
                "{'matchExpressions': [{'key': 'rack', 'operator': 'In', 'values': ['1']}]} | false",
                "{'matchExpressions': [{'key': 'zone', 'operator': 'NotIn', 'values': ['a']}]} | false",
                "{'matchExpressions': [{'key': 'rack', 'operator': 'NotIn', 'values': ['1']}]} | true",
                "{'matchExpressions': [{'key': 'disk', 'operator': 'Exists'}]} | true",
                "{'matchExpressions': [{'key': 'disk', 'operator': 'DoesNotExist'}]} | false",
                "{'matchExpressions': [{'key': 'disk', 'operator': 'Gt', 'values': ['1']}]} | false",
                "{'matchLabels': {'zone': 'a'}, 'matchExpressions': [{'key': 'x', 'operator': 'Exists'}]} | false"
            })
    void selectsAsKubernetesDoes(String selector, boolean expected) throws JsonProcessingException {
        assertThat(NodeSelector.selects(new JsonMapper().readTree(selector.replace('\'', '"')), LABELS))
                .isEqualTo(expected);
    }
}
