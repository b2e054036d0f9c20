package dev.roadstead.operator.registry;

import dev.roadstead.crd.Registry;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;

/// What keeps a registry's pods from harm and from doing any.
final class DesiredGuards {
    private DesiredGuards() {}

    /// Without rights and without a token.
    static ServiceAccount serviceAccount(Registry registry) {
        return new ServiceAccountBuilder()
                .withMetadata(Metadata.of(registry, names(registry).serviceAccount()))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    /// One pod may go: a single replica must not block the draining of its node.
    static PodDisruptionBudget disruptionBudget(Registry registry) {
        return new PodDisruptionBudgetBuilder()
                .withMetadata(Metadata.of(registry, names(registry).disruptionBudget()))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withSelector(pods(registry))
                .endSpec()
                .build();
    }

    /// Anyone may reach the registry and its telemetry; the admin port only the operator, wherever it runs.
    static NetworkPolicy networkPolicy(Registry registry) {
        return new NetworkPolicyBuilder()
                .withMetadata(Metadata.of(registry, names(registry).networkPolicy()))
                .withNewSpec()
                .withPodSelector(pods(registry))
                .withPolicyTypes("Ingress")
                .addNewIngress()
                .withPorts(port("registry"), port("telemetry"))
                .endIngress()
                .addNewIngress()
                .withPorts(port("admin"))
                .addNewFrom()
                .withNamespaceSelector(new LabelSelector())
                .withPodSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Map.of(Labels.NAME, "roadstead-operator"))
                        .build())
                .endFrom()
                .endIngress()
                .endSpec()
                .build();
    }

    private static NetworkPolicyPort port(String name) {
        return new NetworkPolicyPortBuilder()
                .withProtocol("TCP")
                .withPort(new IntOrString(name))
                .build();
    }

    private static LabelSelector pods(Registry registry) {
        return new LabelSelectorBuilder()
                .withMatchLabels(Labels.selector(registry.getMetadata().getName()))
                .build();
    }

    private static Names names(Registry registry) {
        return new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
    }
}
