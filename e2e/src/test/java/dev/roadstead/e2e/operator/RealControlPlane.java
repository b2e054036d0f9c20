package dev.roadstead.e2e.operator;

import dev.roadstead.e2e.kubernetes.KubernetesControlPlane;
import java.nio.file.Path;
import java.util.List;

/// A real kube-apiserver and its controllers, without nodes.
final class RealControlPlane implements ControlPlane {
    private final KubernetesControlPlane kubernetes;
    private String operatorKubeconfig;

    RealControlPlane(Path folder) {
        kubernetes = KubernetesControlPlane.start(folder);
    }

    @Override
    public String kubeconfig() {
        return kubernetes.kubeconfig();
    }

    /// A kubeconfig of whom a token stands for.
    String kubeconfig(String token) {
        return kubernetes.kubeconfig(token);
    }

    @Override
    public String operatorKubeconfig() {
        if (operatorKubeconfig == null) {
            operatorKubeconfig = kubernetes.kubeconfig(OperatorAccount.token(kubeconfig()));
        }
        return operatorKubeconfig;
    }

    @Override
    public List<SeenWrite> writes() {
        return kubernetes.writes().stream()
                .filter(write -> !write.isOfTheClusterItself() && !write.isQuestion())
                .map(write -> new SeenWrite(
                        write.verb(),
                        write.resource(),
                        write.namespace(),
                        write.name(),
                        write.subresource(),
                        write.manager()))
                .toList();
    }

    @Override
    public boolean collectsGarbage() {
        return true;
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
