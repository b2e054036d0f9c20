package dev.roadstead.e2e.operator;

/// The Registry scenarios against a real kube-apiserver.
class KubernetesRegistryIT extends RegistryScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
