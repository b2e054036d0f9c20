package dev.roadstead.sandbox.kind;

import java.util.List;
import java.util.Locale;

/// The kinds that need no CRD.
final class BuiltinKinds {

    /// apiVersion, plural, kind, scope (n namespaced, c cluster), short names, categories, subresources; `-` is none.
    private static final String TABLE = """
            v1 namespaces Namespace c ns - status,finalize
            v1 nodes Node c no - status
            v1 pods Pod n po all status,log,binding
            v1 services Service n svc all status
            v1 endpoints Endpoints n ep - -
            v1 configmaps ConfigMap n cm - -
            v1 secrets Secret n - - -
            v1 serviceaccounts ServiceAccount n sa - token
            v1 persistentvolumeclaims PersistentVolumeClaim n pvc - status
            v1 persistentvolumes PersistentVolume c pv - status
            v1 events Event n ev - -
            events.k8s.io/v1 events Event n ev - -
            apps/v1 deployments Deployment n deploy all status,scale
            apps/v1 statefulsets StatefulSet n sts all status,scale
            apps/v1 daemonsets DaemonSet n ds all status
            apps/v1 replicasets ReplicaSet n rs all status,scale
            apps/v1 controllerrevisions ControllerRevision n - - -
            discovery.k8s.io/v1 endpointslices EndpointSlice n - - -
            policy/v1 poddisruptionbudgets PodDisruptionBudget n pdb - status
            networking.k8s.io/v1 networkpolicies NetworkPolicy n netpol - -
            networking.k8s.io/v1 ingresses Ingress n ing - status
            coordination.k8s.io/v1 leases Lease n - - -
            rbac.authorization.k8s.io/v1 roles Role n - - -
            rbac.authorization.k8s.io/v1 rolebindings RoleBinding n - - -
            rbac.authorization.k8s.io/v1 clusterroles ClusterRole c - - -
            rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding c - - -
            apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition c crd,crds api-extensions status
            scheduling.k8s.io/v1 priorityclasses PriorityClass c pc - -
            storage.k8s.io/v1 storageclasses StorageClass c sc - -
            admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy c - api-extensions status
            admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding c - api-extensions -
            authentication.k8s.io/v1 tokenreviews TokenReview c - - review
            authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview c - - review
            authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview c - - review
            authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview c - - review
            authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview c - - review
            authorization.k8s.io/v1 localsubjectaccessreviews LocalSubjectAccessReview n - - review
            """;

    private BuiltinKinds() {}

    static List<Kind> all() {
        return TABLE.lines().map(BuiltinKinds::parse).toList();
    }

    private static Kind parse(String line) {
        String[] columns = line.split(" ", -1);
        int slash = columns[0].indexOf('/');
        String group = slash < 0 ? "" : columns[0].substring(0, slash);
        String kind = columns[2];
        var name = new Kind.Name(
                group,
                columns[1],
                kind.toLowerCase(Locale.ROOT),
                kind,
                kind + "List",
                list(columns[4]),
                list(columns[5]));
        List<String> subresources = list(columns[6]);
        boolean review = subresources.contains("review");
        return new Kind(
                name,
                columns[0].substring(slash + 1),
                columns[3].equals("n"),
                review ? List.of() : subresources,
                review ? Kind.Access.REVIEW : Kind.Access.STORED,
                null);
    }

    private static List<String> list(String column) {
        return column.equals("-") ? List.of() : List.of(column.split(","));
    }
}
