package dev.roadstead.e2e.operator;

import java.util.List;

/// An API server that the operator is tried against. The scenarios know it by its kubeconfig only; what else they need
/// of it stands here.
interface ControlPlane extends AutoCloseable {

    /// A kubeconfig of an administrator, as text.
    String kubeconfig();

    /// A kubeconfig of the operator, as text. Where roles are enforced, it is the service account of `config/rbac` and
    /// may
    /// what stands there.
    default String operatorKubeconfig() {
        return kubeconfig();
    }

    /// Every write request that was accepted so far, in order, whether or not it changed anything. A real
    /// kube-apiserver
    /// tells this in its audit log.
    List<SeenWrite> writes();

    /// Whether something deletes objects whose owner is gone.
    boolean collectsGarbage();

    @Override
    void close();

    /// One accepted write.
    ///
    /// @param manager the field manager; empty where the client named none
    record SeenWrite(String verb, String resource, String namespace, String name, String subresource, String manager) {
        /// Leases are renewed for as long as an operator leads.
        boolean isOfLeadership() {
            return resource.equals("leases");
        }
    }
}
