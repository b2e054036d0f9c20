package dev.roadstead.sandbox.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// One resource of the API: where its objects live and what they say they are.
public record Resource(String group, String version, String plural, String kind, boolean namespaced) {

    public static final Resource NAMESPACES = new Resource("", "v1", "namespaces", "Namespace", false);
    public static final Resource NODES = new Resource("", "v1", "nodes", "Node", false);
    public static final Resource PODS = new Resource("", "v1", "pods", "Pod", true);
    public static final Resource SERVICES = new Resource("", "v1", "services", "Service", true);
    public static final Resource ENDPOINTS = new Resource("", "v1", "endpoints", "Endpoints", true);
    public static final Resource CONFIG_MAPS = new Resource("", "v1", "configmaps", "ConfigMap", true);
    public static final Resource SECRETS = new Resource("", "v1", "secrets", "Secret", true);
    public static final Resource SERVICE_ACCOUNTS = new Resource("", "v1", "serviceaccounts", "ServiceAccount", true);
    public static final Resource CLAIMS =
            new Resource("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true);
    public static final Resource VOLUMES = new Resource("", "v1", "persistentvolumes", "PersistentVolume", false);
    public static final Resource EVENTS = new Resource("", "v1", "events", "Event", true);
    public static final Resource DEPLOYMENTS = new Resource("apps", "v1", "deployments", "Deployment", true);
    public static final Resource REPLICA_SETS = new Resource("apps", "v1", "replicasets", "ReplicaSet", true);
    public static final Resource STATEFUL_SETS = new Resource("apps", "v1", "statefulsets", "StatefulSet", true);
    public static final Resource DAEMON_SETS = new Resource("apps", "v1", "daemonsets", "DaemonSet", true);
    public static final Resource REVISIONS =
            new Resource("apps", "v1", "controllerrevisions", "ControllerRevision", true);
    public static final Resource ENDPOINT_SLICES =
            new Resource("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true);
    public static final Resource DISRUPTION_BUDGETS =
            new Resource("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", true);
    public static final Resource STORAGE_CLASSES =
            new Resource("storage.k8s.io", "v1", "storageclasses", "StorageClass", false);

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// Path of the collection; an empty namespace means all of them.
    public String path(String namespace) {
        String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return root + (namespace.isEmpty() ? "" : "/namespaces/" + segment(namespace)) + "/" + plural;
    }

    public String path(Key key) {
        return path(key.namespace()) + "/" + segment(key.name());
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
