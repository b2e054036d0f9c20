package dev.roadstead.e2e.operator;

/// The scenarios of a Registry's deletion against a real kube-apiserver.
class KubernetesRegistryDeletionIT extends RegistryDeletionScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
