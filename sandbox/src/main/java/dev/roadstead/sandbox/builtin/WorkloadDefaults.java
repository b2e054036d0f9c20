package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.roadstead.sandbox.store.Meta;
import org.jspecify.annotations.Nullable;

/// Defaults of Deployment, StatefulSet, DaemonSet and ReplicaSet.
final class WorkloadDefaults {

    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    private WorkloadDefaults() {}

    static void deployment(ObjectNode object) {
        Fill spec = Fill.in(object, "spec");
        spec.number("replicas", 1).number("revisionHistoryLimit", 10).number("progressDeadlineSeconds", 600);
        Fill strategy = spec.object("strategy").text("type", "RollingUpdate");
        if (strategy.textOf("type").equals("RollingUpdate")) {
            strategy.object("rollingUpdate").text("maxUnavailable", "25%").text("maxSurge", "25%");
        }
        template(spec);
    }

    static void statefulSet(ObjectNode object) {
        Fill spec = Fill.in(object, "spec");
        spec.number("replicas", 1).number("revisionHistoryLimit", 10).text("podManagementPolicy", "OrderedReady");
        spec.text("serviceName", "");
        Fill strategy = spec.object("updateStrategy").text("type", "RollingUpdate");
        if (strategy.textOf("type").equals("RollingUpdate")) {
            strategy.object("rollingUpdate").number("partition", 0);
        }
        spec.object("persistentVolumeClaimRetentionPolicy")
                .text("whenDeleted", "Retain")
                .text("whenScaled", "Retain");
        for (Fill claim : spec.each("volumeClaimTemplates")) {
            claim.text("apiVersion", "v1").text("kind", "PersistentVolumeClaim");
            claim.object("spec").text("volumeMode", "Filesystem");
            claim.object("status").text("phase", "Pending");
        }
        template(spec);
    }

    static void daemonSet(ObjectNode object, @Nullable ObjectNode live) {
        Fill spec = Fill.in(object, "spec");
        spec.number("revisionHistoryLimit", 10);
        Fill strategy = spec.object("updateStrategy").text("type", "RollingUpdate");
        if (strategy.textOf("type").equals("RollingUpdate")) {
            strategy.object("rollingUpdate").number("maxUnavailable", 1).number("maxSurge", 0);
        }
        template(spec);
        Fill.in(Meta.of(object), "annotations").node().put(TEMPLATE_GENERATION, templateGeneration(object, live));
    }

    /// Counts the templates that the object has had.
    private static String templateGeneration(ObjectNode object, @Nullable ObjectNode live) {
        if (live == null) {
            return "1";
        }
        int before = live.at("/metadata/annotations").path(TEMPLATE_GENERATION).asInt();
        boolean same = live.at("/spec/template").equals(object.at("/spec/template"));
        return Integer.toString(same ? before : before + 1);
    }

    static void replicaSet(ObjectNode object) {
        Fill spec = Fill.in(object, "spec");
        spec.number("replicas", 1);
        template(spec);
    }

    private static void template(Fill spec) {
        for (Fill template : spec.present("template")) {
            template.present("spec").forEach(pod -> PodDefaults.complete(pod.node()));
            for (Fill metadata : template.present("metadata")) {
                if (metadata.node().path("creationTimestamp").isNull()
                        || TextNode.valueOf("").equals(metadata.node().get("creationTimestamp"))) {
                    metadata.node().remove("creationTimestamp");
                }
            }
        }
    }
}
