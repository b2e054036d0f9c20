package dev.roadstead.e2e.operator;

/// The NodeMirror scenarios against the sandbox's API server.
class SandboxNodeMirrorIT extends NodeMirrorScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
