package dev.roadstead.e2e.operator;

/// The NodeMirror scenarios against a real kube-apiserver.
class KubernetesNodeMirrorIT extends NodeMirrorScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
