package dev.roadstead.e2e.operator;

/// The ProxyCache scenarios against the sandbox's API server.
class SandboxProxyCacheIT extends ProxyCacheScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
