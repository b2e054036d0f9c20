package dev.roadstead.e2e.operator;

/// The scenarios of a Registry's drift against a real kube-apiserver.
class KubernetesRegistryDriftIT extends RegistryDriftScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
