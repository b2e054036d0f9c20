package dev.roadstead.e2e.operator;

/// The scenarios of a Registry's deletion against the sandbox's API server.
class SandboxRegistryDeletionIT extends RegistryDeletionScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
