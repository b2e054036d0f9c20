package dev.roadstead.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

    @ParameterizedTest
    @CsvSource({
        "$(A), one",
        "x$(A)y$(A), xoney" + "one",
        "$(MISSING), $(MISSING)",
        "$$(A), $(A)",
        "$$$(A), $one",
        "$, $",
        "$(A, $(A",
        "$A, $A",
        "100%, 100%"
    })
    void replacesAsKubernetesDoes(String text, String expected) {
        assertThat(Expansion.expand(text, Map.of("A", "one"))).isEqualTo(expected);
    }
}
