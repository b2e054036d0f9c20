package dev.roadstead.operator.nodemirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorSpec;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.NodeStateStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CensusTest {

    @ParameterizedTest(name = "{0} of plan {1} while the plan is {2}: {3}")
    @CsvSource(textBlock = """
            Proven,  one, one, Proven
            Proven,  one, two, Applying
            Applied, one, one, Applied
            Applied, one, two, Applying
            Failed,  one, one, Failed
            Failed,  one, two, Applying
            Failed,  '',  two, Failed
            """)
    void judgesANodeByThePlanThatItReports(NodeStateStatus.State reported, String about, String plan, String expected) {
        Census census = Census.of(mirror(), plan, List.of(node()), List.of(state(reported, about)));

        assertThat(census.nodes().total()).isEqualTo(1);
        assertThat(
                        expected.equals("Proven")
                                ? "Proven"
                                : census.worst().getFirst().reason())
                .isEqualTo(expected);
        assertThat(census.nodes().proven()).isEqualTo(expected.equals("Proven") ? 1 : 0);
        assertThat(census.nodes().failed()).isEqualTo(expected.equals("Failed") ? 1 : 0);
    }

    private static NodeMirror mirror() {
        NodeMirror mirror = new NodeMirror();
        mirror.setMetadata(new ObjectMetaBuilder().withName("mirror").build());
        mirror.setSpec(new NodeMirrorSpec(null, List.of(), List.of(), null, null, null));
        return mirror;
    }

    private static Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("node")
                .endMetadata()
                .build();
    }

    private static NodeState state(NodeStateStatus.State reported, String about) {
        var entry = new NodeStateStatus.MirrorState("mirror", 1L, about, reported, List.of(), List.of(), null, null);
        NodeState state = new NodeState();
        state.setMetadata(new ObjectMetaBuilder().withName("node").build());
        state.setStatus(new NodeStateStatus(1L, "test", null, List.of(entry), List.of()));
        return state;
    }
}
