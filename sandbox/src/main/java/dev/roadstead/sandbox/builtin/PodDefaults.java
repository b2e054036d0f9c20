package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What the API server writes into a pod spec that says less.
final class PodDefaults {

    private static final int FILE_MODE = 420;

    private PodDefaults() {}

    static void complete(ObjectNode podSpec) {
        Fill spec = new Fill(podSpec);
        spec.text("restartPolicy", "Always")
                .text("dnsPolicy", "ClusterFirst")
                .text("schedulerName", "default-scheduler")
                .number("terminationGracePeriodSeconds", 30);
        spec.object("securityContext");
        if (spec.has("serviceAccountName")) {
            spec.text("serviceAccount", spec.textOf("serviceAccountName"));
        } else if (spec.has("serviceAccount")) {
            spec.text("serviceAccountName", spec.textOf("serviceAccount"));
        }
        spec.each("initContainers").forEach(container -> container(container, spec));
        spec.each("containers").forEach(container -> container(container, spec));
        spec.each("volumes").forEach(PodDefaults::volume);
    }

    /// What the admission plugins of every cluster add to a new pod: a priority, and five minutes of patience with its
    /// node.
    static void admit(Fill spec) {
        if (!spec.has("priorityClassName")) {
            spec.number("priority", 0).text("preemptionPolicy", "PreemptLowerPriority");
        }
        for (String taint : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
            boolean isTolerated = spec.each("tolerations").stream()
                    .anyMatch(each -> each.textOf("key").equals(taint)
                            || (each.textOf("key").isEmpty()
                                    && each.textOf("operator").equals("Exists")));
            if (!isTolerated) {
                spec.node()
                        .withArray("/tolerations")
                        .addObject()
                        .put("key", taint)
                        .put("operator", "Exists")
                        .put("effect", "NoExecute")
                        .put("tolerationSeconds", 300);
            }
        }
    }

    private static void container(Fill container, Fill spec) {
        String image = container.textOf("image");
        boolean latest = image.endsWith(":latest")
                || (!image.contains("@") && image.indexOf(':', image.lastIndexOf('/') + 1) < 0);
        container
                .text("imagePullPolicy", latest ? "Always" : "IfNotPresent")
                .text("terminationMessagePath", "/dev/termination-log")
                .text("terminationMessagePolicy", "File");
        container.object("resources");
        for (Fill port : container.each("ports")) {
            port.text("protocol", "TCP");
            if (spec.node().path("hostNetwork").asBoolean(false) && port.has("containerPort")) {
                port.value("hostPort", port.node().get("containerPort"));
            }
        }
        container.present("livenessProbe", "readinessProbe", "startupProbe").forEach(PodDefaults::probe);
        for (Fill variable : container.each("env")) {
            variable.present("valueFrom").forEach(PodDefaults::source);
        }
        for (Fill lifecycle : container.present("lifecycle")) {
            lifecycle.present("postStart", "preStop").forEach(PodDefaults::httpGet);
        }
    }

    private static void source(Fill from) {
        from.present("fieldRef").forEach(field -> field.text("apiVersion", "v1"));
        from.present("resourceFieldRef").forEach(resource -> resource.text("divisor", "0"));
    }

    private static void probe(Fill probe) {
        probe.number("timeoutSeconds", 1)
                .number("periodSeconds", 10)
                .number("successThreshold", 1)
                .number("failureThreshold", 3);
        httpGet(probe);
        probe.present("grpc").forEach(grpc -> grpc.text("service", ""));
    }

    private static void httpGet(Fill handler) {
        handler.present("httpGet").forEach(get -> get.text("path", "/").text("scheme", "HTTP"));
    }

    private static void volume(Fill volume) {
        volume.present("secret", "configMap", "downwardAPI", "projected")
                .forEach(source -> source.number("defaultMode", FILE_MODE));
        volume.present("hostPath").forEach(path -> path.text("type", ""));
        for (Fill projected : volume.present("projected")) {
            for (Fill source : projected.each("sources")) {
                source.present("serviceAccountToken").forEach(token -> token.number("expirationSeconds", 3600));
                source.present("downwardAPI").forEach(PodDefaults::downward);
            }
        }
        volume.present("downwardAPI").forEach(PodDefaults::downward);
        boolean bare = volume.node().size() == 1;
        if (bare) {
            volume.object("emptyDir");
        }
    }

    private static void downward(Fill source) {
        source.each("items").forEach(PodDefaults::source);
    }
}
