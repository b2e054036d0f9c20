package dev.roadstead.sandbox.patch;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The cases of RFC 7386, appendix A, that concern objects.
class MergePatchTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {a: b}|{a: c}|{a: c}
            {a: b}|{b: c}|{a: b, b: c}
            {a: b}|{a: null}|{}
            {a: b, b: c}|{a: null}|{b: c}
            {a: [b]}|{a: c}|{a: c}
            {a: c}|{a: [b]}|{a: [b]}
            {a: {b: c}}|{a: {b: d, c: null}}|{a: {b: d}}
            {a: [{b: c}]}|{a: [1]}|{a: [1]}
            {e: null}|{a: 1}|{e: null, a: 1}
            {}|{a: {bb: {ccc: null}}}|{a: {bb: {}}}
            """)
    void applies(String before, String patch, String after) {
        assertThat(MergePatch.apply(object(before), node(patch))).isEqualTo(node(after));
    }

    @Test
    void refusesAPatchThatIsNoObject() {
        assertThatThrownBy(() -> MergePatch.apply(object("{}"), node("[1]")))
                .hasMessage("a JSON merge patch of an object must be an object, not array");
    }
}
