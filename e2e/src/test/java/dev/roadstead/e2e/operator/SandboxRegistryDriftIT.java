package dev.roadstead.e2e.operator;

/// The scenarios of a Registry's drift against the sandbox's API server.
class SandboxRegistryDriftIT extends RegistryDriftScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
