package dev.roadstead.sandbox.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

    private static final Path HOME = Path.of("..");

    @TempDir
    Path folder;

    @Test
    void readsTheWholeInstallation() throws IOException {
        List<ObjectNode> objects = Manifests.kustomization(HOME.resolve("config/default"));

        assertThat(objects.stream().map(each -> each.path("kind").asText() + " " + Meta.name(each)))
                .contains(
                        "CustomResourceDefinition registries.roadstead.dev",
                        "Namespace roadstead-system",
                        "Deployment roadstead-operator",
                        "DaemonSet roadstead-node-agent",
                        "ValidatingAdmissionPolicy roadstead-node-agent",
                        "ValidatingAdmissionPolicyBinding roadstead-node-agent")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFileOfTheConfigurationIsListed() throws IOException {
        List<ObjectNode> listed = new ArrayList<>(Manifests.kustomization(HOME.resolve("config/default")));
        listed.addAll(Manifests.kustomization(HOME.resolve("config/prometheus")));
        long present = 0;
        try (Stream<Path> walk = Files.walk(HOME.resolve("config"))) {
            for (Path file : walk.filter(
                            path -> path.toString().endsWith(".yaml") && !path.endsWith("kustomization.yaml"))
                    .toList()) {
                present += Manifests.file(file).size();
            }
        }
        long definitions = listed.stream()
                .filter(each -> each.path("kind").asText().equals("CustomResourceDefinition"))
                .count();
        assertThat(listed).hasSize((int) (present + definitions));
    }

    /// A cluster without the Prometheus Operator would refuse to be given its kinds.
    @Test
    void installsNoKindThatAClusterMayLack() throws IOException {
        assertThat(Manifests.kustomization(HOME.resolve("config/default")))
                .extracting(each -> each.path("apiVersion").asText())
                .allMatch(version -> version.endsWith(".k8s.io/v1")
                        || List.of("v1", "apps/v1").contains(version));
        assertThat(Manifests.kustomization(HOME.resolve("config/prometheus")))
                .extracting(each -> each.path("apiVersion").asText())
                .containsOnly("monitoring.coreos.com/v1");
    }

    @Test
    void theAdmissionPolicyIsBoundAndAboutTheAgentsAccount() throws IOException {
        List<ObjectNode> objects = Manifests.kustomization(HOME.resolve("config/default"));
        ObjectNode agent = find(objects, "DaemonSet", "roadstead-node-agent");
        ObjectNode policy = find(objects, "ValidatingAdmissionPolicy", "roadstead-node-agent");
        ObjectNode binding = find(objects, "ValidatingAdmissionPolicyBinding", "roadstead-node-agent");

        assertThat(binding.at("/spec/policyName").asText()).isEqualTo(Meta.name(policy));
        assertThat(Json.texts(binding.at("/spec/validationActions"))).containsExactly("Deny");
        assertThat(policy.at("/spec/failurePolicy").asText()).isEqualTo("Fail");
        assertThat(policy.at("/spec/matchConditions/0/expression").asText())
                .contains("'system:serviceaccount:" + Meta.namespace(agent) + ":"
                        + agent.at("/spec/template/spec/serviceAccountName").asText() + "'");
    }

    private static ObjectNode find(List<ObjectNode> objects, String kind, String name) {
        return objects.stream()
                .filter(each -> each.path("kind").asText().equals(kind)
                        && Meta.name(each).equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void podsOfTheOperatorMeetTheRestrictedProfile() throws IOException {
        JsonNode pod = Manifests.kustomization(HOME.resolve("config/manager"))
                .getFirst()
                .path("spec")
                .path("template")
                .path("spec");

        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("securityContext")
                        .path("seccompProfile")
                        .path("type")
                        .asText())
                .isEqualTo("RuntimeDefault");
        for (JsonNode container : pod.path("containers")) {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(Json.texts(context.path("capabilities").path("drop"))).containsExactly("ALL");
        }
    }

    @Test
    void readsTheQuickstart() throws IOException {
        assertThat(Manifests.folder(HOME.resolve("examples/quickstart")))
                .extracting(each -> each.path("kind").asText())
                .containsExactly("Namespace", "Registry", "NodeMirror");
    }

    @Test
    void refusesWhatItDoesNotUnderstandOfKustomize() throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: []\nnamePrefix: x-\n");

        assertThatThrownBy(() -> Manifests.kustomization(folder)).hasMessageContaining("namePrefix");
    }
}
