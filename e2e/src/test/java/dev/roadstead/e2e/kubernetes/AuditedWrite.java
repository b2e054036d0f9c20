package dev.roadstead.e2e.kubernetes;

import java.util.Set;

/// An accepted write request, as the API server's audit log tells it.
///
/// @param resource the plural, without its group
/// @param namespace empty for what is cluster-scoped
/// @param name empty where the server made the name up
/// @param manager the field manager that the server took: the one that the request named, else its user agent's first
/// word
public record AuditedWrite(
        String user,
        String verb,
        String group,
        String resource,
        String namespace,
        String name,
        String subresource,
        String manager) {
    private static final Set<String> QUESTIONS = Set.of("authentication.k8s.io", "authorization.k8s.io");

    /// Whether the cluster's own parts wrote it: controllers, nodes, the API server itself.
    public boolean isOfTheClusterItself() {
        return (user.startsWith("system:") && !user.startsWith("system:serviceaccount:"))
                || user.startsWith("system:serviceaccount:kube-system:");
    }

    /// Reviews are asked by POST, and nothing is stored.
    public boolean isQuestion() {
        return QUESTIONS.contains(group);
    }
}
