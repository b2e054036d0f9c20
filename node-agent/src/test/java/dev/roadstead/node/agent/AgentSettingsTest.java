package dev.roadstead.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.node.proof.ProbeMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentSettingsTest {
    private static final Map<String, String> NEEDED =
            Map.of("NODE_NAME", "node-1", "KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443");

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put(name, value);
        return environment;
    }

    @Test
    void hasThePathsOfTheDaemonSetUnlessToldOtherwise() {
        AgentSettings settings = AgentSettings.from(NEEDED);

        assertThat(settings.containerdConfig()).hasToString("/host/etc/containerd");
        assertThat(settings.apiServer()).hasToString("https://[fd00::1]:6443");
        assertThat(settings.probe()).isEqualTo(ProbeMode.CONTAINERD);
        assertThat(settings.caGrace()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void namesWhatIsMissingOrWrong() {
        assertThatThrownBy(() -> AgentSettings.from(Map.of("KUBERNETES_SERVICE_HOST", "a")))
                .hasMessageStartingWith("NODE_NAME is not set");
        assertThatThrownBy(() -> AgentSettings.from(with("ROADSTEAD_PROBE", "maybe")))
                .hasMessage("ROADSTEAD_PROBE is \"maybe\": set containerd, client or auto");
        assertThatThrownBy(() -> AgentSettings.from(with("ROADSTEAD_CA_GRACE", "10m")))
                .hasMessageContaining("write an ISO 8601 duration such as PT10M");
    }
}
