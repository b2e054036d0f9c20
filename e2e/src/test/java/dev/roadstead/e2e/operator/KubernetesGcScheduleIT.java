package dev.roadstead.e2e.operator;

/// The GCSchedule scenarios against a real kube-apiserver.
class KubernetesGcScheduleIT extends GcScheduleScenarios {
    @Override
    ControlPlane controlPlane() {
        return new RealControlPlane(folder.resolve("control-plane"));
    }
}
