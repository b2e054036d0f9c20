package dev.roadstead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorPlansTest {

    @Test
    void readsWhatItWrote() {
        MirrorPlan plan = plan(3, "https://10.0.0.7:5000");

        assertThat(MirrorPlans.read(MirrorPlans.write(plan))).isEqualTo(plan);
    }

    @Test
    void hashesWhatAPlanMeansForANode() {
        MirrorPlan plan = plan(3, "https://10.0.0.7:5000");

        assertThat(plan(4, "https://10.0.0.7:5000").hash()).isEqualTo(plan.hash());
        assertThat(plan(3, "https://10.0.0.8:5000").hash()).isNotEqualTo(plan.hash());
    }

    @Test
    void ignoresFieldsOfANewerOperator() {
        MirrorPlan plan = plan(3, "https://10.0.0.7:5000");
        ObjectNode tree = (ObjectNode) MirrorPlans.write(plan);
        tree.put("wave", 2);

        assertThat(MirrorPlans.read(tree)).isEqualTo(plan);
    }

    @Test
    void takesAbsentListsForEmptyOnes() {
        ObjectNode tree = (ObjectNode) MirrorPlans.write(plan(3, "https://10.0.0.7:5000"));
        tree.remove(List.of("trust", "mirrors"));

        MirrorPlan plan = MirrorPlans.read(tree);

        assertThat(plan.trust()).isEmpty();
        assertThat(plan.mirrors()).isEmpty();
    }

    @Test
    void refusesWhatIsNoPlan() {
        JsonNode text = JsonNodeFactory.instance.textNode("plan");

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> MirrorPlans.read(text))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("status.plan"));
    }

    @Test
    void namesTheFieldThatItDoesNotUnderstand() {
        ObjectNode constant = (ObjectNode) MirrorPlans.write(plan(3, "https://10.0.0.7:5000"));
        constant.put("foreignFiles", "Burn");
        ObjectNode list = (ObjectNode) MirrorPlans.write(plan(3, "https://10.0.0.7:5000"));
        list.put("mirrors", "docker.io");
        ObjectNode text = (ObjectNode) MirrorPlans.write(plan(3, "https://10.0.0.7:5000"));
        text.withObject("/mirrors/0").remove("host");

        assertThatThrownBy(() -> MirrorPlans.read(constant)).hasMessageStartingWith("foreignFiles is \"Burn\"");
        assertThatThrownBy(() -> MirrorPlans.read(list)).hasMessage("mirrors is not a list");
        assertThatThrownBy(() -> MirrorPlans.read(text)).hasMessage("host is missing or not a string");
    }

    @Test
    void aPlanIsWrittenAsItIsHashed() {
        MirrorPlan plan = plan(3, "https://10.0.0.7:5000");

        assertThat(MirrorPlans.write(plan)).isEqualTo(ConfigMappers.JSON.<JsonNode>valueToTree(plan));
    }

    private static MirrorPlan plan(long generation, String url) {
        return MirrorPlans.of(
                generation,
                List.of(new MirrorPlan.Mirror(
                        "docker.io",
                        List.of(new MirrorPlan.Endpoint(url, List.of("pull", "resolve"), null)),
                        MirrorPlan.Fallback.Upstream)),
                List.of(new MirrorPlan.Trust("registry.example.com", "-----BEGIN CERTIFICATE-----\n")),
                MirrorPlan.ForeignFiles.Preserve);
    }
}
