package dev.roadstead.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubsetTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            the same                        | {a: 1}                                | {a: 1}
            a default beside it             | {a: 1}                                | {a: 1, b: 2}
            a default deeper down           | {a: {b: 1}}                           | {a: {b: 1, c: 2}}
            a quantity spelt another way    | {m: 1024Mi}                           | {m: 1Gi}
            a number as text                | {p: "80"}                             | {p: 80}
            an empty object not stored      | {a: {}}                               | {b: 1}
            an empty list not stored        | {a: []}                               | {b: 1}
            an item with defaults           | {c: [{name: a}]}                      | {c: [{name: a, tty: false}]}
            named items in another order    | {c: [{name: a}, {name: b}]}           | {c: [{name: b}, {name: a}]}
            a named item of an injector     | {c: [{name: a}]}                      | {c: [{name: sidecar}, {name: a}]}
            """)
    void holds(String what, String desired, String live) throws JsonProcessingException {
        assertThat(Subset.holds(tree(desired), tree(live))).as(what).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            another value                   | {a: 1}                                | {a: 2}
            a field gone                    | {a: 1, b: {c: 1}}                     | {a: 1}
            an item gone                    | {c: [{name: a}, {name: b}]}           | {c: [{name: a}]}
            an item changed                 | {c: [{name: a, image: x}]}            | {c: [{name: a, image: y}]}
            a word added                    | {args: [serve]}                       | {args: [serve, --insecure]}
            words in another order          | {args: [serve, now]}                  | {args: [now, serve]}
            a capability not dropped        | {drop: [ALL]}                         | {drop: []}
            an unnamed item added           | {ingress: [{ports: [{port: a}]}]}     | {ingress: [{ports: [{port: a}]}, {}]}
            one item standing for two       | {c: [{port: a}, {port: a}]}           | {c: [{port: a}, {port: b}]}
            another quantity                | {m: 1Gi}                              | {m: 2Gi}
            text for a list                 | {a: [x]}                              | {a: x}
            """)
    void doesNotHold(String what, String desired, String live) throws JsonProcessingException {
        assertThat(Subset.holds(tree(desired), tree(live))).as(what).isFalse();
    }

    private static JsonNode tree(String yaml) throws JsonProcessingException {
        return YAML.readTree(yaml);
    }
}
