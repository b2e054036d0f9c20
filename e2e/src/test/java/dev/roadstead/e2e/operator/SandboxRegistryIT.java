package dev.roadstead.e2e.operator;

/// The Registry scenarios against the sandbox's API server.
class SandboxRegistryIT extends RegistryScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
