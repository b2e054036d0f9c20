package dev.roadstead.e2e.operator;

/// The ProxyCache scenarios against a real kube-apiserver.
class KubernetesProxyCacheIT extends ProxyCacheScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
