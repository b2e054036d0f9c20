package dev.roadstead.sandbox.patch;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {a: 1}|[{op: add, path: /b, value: 2}]|{a: 1, b: 2}
            {a: 1}|[{op: add, path: /a, value: 2}]|{a: 2}
            {a: [1, 3]}|[{op: add, path: /a/1, value: 2}]|{a: [1, 2, 3]}
            {a: [1]}|[{op: add, path: /a/-, value: 2}]|{a: [1, 2]}
            {a: [1]}|[{op: add, path: /a/1, value: 2}]|{a: [1, 2]}
            {a: 1}|[{op: add, path: '', value: {z: 1}}]|{z: 1}
            {a: 1, b: 2}|[{op: remove, path: /a}]|{b: 2}
            {a: [1, 2]}|[{op: remove, path: /a/0}]|{a: [2]}
            {a: {b: 1}}|[{op: replace, path: /a/b, value: {c: 2}}]|{a: {b: {c: 2}}}
            {a: [1, 2]}|[{op: replace, path: /a/1, value: 3}]|{a: [1, 3]}
            {a: {b: 1}, c: {}}|[{op: move, from: /a/b, path: /c/d}]|{a: {}, c: {d: 1}}
            {a: {b: 1}}|[{op: copy, from: /a, path: /c}]|{a: {b: 1}, c: {b: 1}}
            {a: 1}|[{op: test, path: /a, value: 1.0}, {op: remove, path: /a}]|{}
            {a: 1}|[{op: test, path: /b, value: null}]|{a: 1}
            {a~b/c: 1}|[{op: replace, path: /a~0b~1c, value: 2}]|{a~b/c: 2}
            {a: 1}|[{op: add, path: /n, value: null}]|{a: 1, n: null}
            """)
    void applies(String before, String patch, String after) {
        assertThat(JsonPatch.apply(object(before), node(patch))).isEqualTo(node(after));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {a: 1}|{op: add}|a JSON patch must be a list of operations
            {a: 1}|[{op: put, path: /a}]|operation 0: unexpected kind of operation: "put"
            {a: 1}|[{op: add, path: /a}]|operation 0: "add" needs "value"
            {a: 1}|[{op: move, path: /a}]|operation 0: "move" needs "from"
            {a: 1}|[{op: remove}]|operation 0: "remove" needs "path"
            {a: 1}|[{op: add, path: a, value: 1}]|path "a" must be empty or start with "/"
            {a: 1}|[{op: add, path: /b/c, value: 1}]|add operation does not apply: doc is missing path: /b/c
            {a: 1}|[{op: remove, path: /b}]|remove operation does not apply: doc is missing path: /b: missing value
            {a: 1}|[{op: replace, path: /b, value: 1}]|replace operation does not apply
            {a: [1]}|[{op: add, path: /a/3, value: 1}]|path "/a/3": the list has only 1 items
            {a: [1]}|[{op: add, path: /a/x, value: 1}]|"x" is no position in a list
            {a: 1}|[{op: test, path: /a, value: 2}]|testing value /a failed: test failed
            {a: {}}|[{op: move, from: /a, path: /a/b}]|cannot move "/a" into its own part
            {a: 1}|[{op: add, path: '', value: 1}]|the JSON patch leaves no object
            """)
    void saysWhatIsWrong(String before, String patch, String message) {
        assertThatThrownBy(() -> JsonPatch.apply(object(before), node(patch)))
                .isInstanceOf(PatchException.class)
                .hasMessageContaining(message);
    }

    @Test
    void leavesTheGivenObjectAlone() {
        var object = object("{a: [1]}");

        JsonPatch.apply(object, node("[{op: add, path: /a/-, value: 2}]"));

        assertThat(object).isEqualTo(node("{a: [1]}"));
    }
}
