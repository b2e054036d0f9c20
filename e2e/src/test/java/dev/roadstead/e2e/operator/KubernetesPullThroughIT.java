package dev.roadstead.e2e.operator;

/// The pull-through scenarios against a real kube-apiserver.
class KubernetesPullThroughIT extends PullThroughScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
