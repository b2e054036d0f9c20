package dev.roadstead.e2e.kubernetes;

import dev.roadstead.e2e.registry.Program;
import java.nio.file.Path;

/// The programs of a control plane. `ROADSTEAD_KUBERNETES` names the folder that holds those of Kubernetes.
record KubernetesPrograms(Path etcd, Path apiServer, Path controllerManager, Path scheduler, Path kubelet, Path proxy) {

    /// Skips the test, saying why, where one is missing; fails where peers are required.
    static KubernetesPrograms require() {
        return new KubernetesPrograms(
                Program.require("etcd").file(),
                ofKubernetes("kube-apiserver"),
                ofKubernetes("kube-controller-manager"),
                ofKubernetes("kube-scheduler"),
                ofKubernetes("kubelet"),
                ofKubernetes("kube-proxy"));
    }

    private static Path ofKubernetes(String name) {
        return Program.requireIn("ROADSTEAD_KUBERNETES", name, "kubernetes-1.36")
                .file();
    }
}
