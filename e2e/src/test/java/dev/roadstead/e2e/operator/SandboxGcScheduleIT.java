package dev.roadstead.e2e.operator;

/// The GCSchedule scenarios against the sandbox's API server.
class SandboxGcScheduleIT extends GcScheduleScenarios {
    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }
}
