package dev.roadstead.e2e.operator;

/// The pull-through scenarios against the sandbox's API server.
class SandboxPullThroughIT extends PullThroughScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
