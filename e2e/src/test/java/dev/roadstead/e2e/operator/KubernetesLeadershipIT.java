package dev.roadstead.e2e.operator;

/// The leadership scenarios against a real kube-apiserver.
class KubernetesLeadershipIT extends LeadershipScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
