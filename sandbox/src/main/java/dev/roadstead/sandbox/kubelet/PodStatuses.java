package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.kubelet.ContainerState.Running;
import dev.roadstead.sandbox.kubelet.ContainerState.Terminated;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Makes a pod's status from what its containers do; the same input makes the same status.
final class PodStatuses {

    private static final Set<String> OWN = Set.of("PodScheduled", "Initialized", "ContainersReady", "Ready");

    private PodStatuses() {}

    static ObjectNode status(PodContext context, List<ContainerRun> init, List<ContainerRun> containers, Instant now) {
        JsonNode before = context.pod().path("status");
        ObjectNode status = Json.object();
        if (before.has("qosClass")) {
            status.set("qosClass", before.get("qosClass"));
        }
        String phase = phase(context, init, containers);
        status.put("phase", phase);
        status.put("hostIP", context.host().address());
        status.putArray("hostIPs").addObject().put("ip", context.host().address());
        status.put("podIP", context.podIp());
        status.putArray("podIPs").addObject().put("ip", context.podIp());
        status.put("startTime", before.path("startTime").asText(ContainerState.seconds(now)));
        status.set("conditions", conditions(context, phase, init, containers, now));
        if (!init.isEmpty()) {
            status.set("initContainerStatuses", containers(context, init, true));
        }
        status.set("containerStatuses", containers(context, containers, false));
        return status;
    }

    static boolean initialized(List<ContainerRun> init) {
        return init.stream().allMatch(run -> run.state() instanceof Terminated ended && ended.exitCode() == 0);
    }

    private static String phase(PodContext context, List<ContainerRun> init, List<ContainerRun> containers) {
        boolean neverRestarts = context.pod()
                .path("spec")
                .path("restartPolicy")
                .asText("Always")
                .equals("Never");
        if (neverRestarts && init.stream().anyMatch(PodStatuses::failed)) {
            return "Failed";
        }
        if (!containers.isEmpty() && containers.stream().allMatch(run -> run.state() instanceof Terminated)) {
            return containers.stream().anyMatch(PodStatuses::failed) ? "Failed" : "Succeeded";
        }
        boolean begun = containers.stream()
                .anyMatch(run -> run.state() instanceof Running
                        || run.state() instanceof Terminated
                        || run.last().isPresent());
        return begun ? "Running" : "Pending";
    }

    private static boolean failed(ContainerRun run) {
        return run.state() instanceof Terminated ended && ended.exitCode() != 0;
    }

    private static ArrayNode conditions(
            PodContext context, String phase, List<ContainerRun> init, List<ContainerRun> containers, Instant now) {
        JsonNode before = context.pod().path("status").path("conditions");
        ArrayNode conditions = Json.array();
        List<String> unready = containers.stream()
                .filter(run -> !run.isReady())
                .map(ContainerRun::name)
                .toList();
        boolean containersReady = unready.isEmpty() && !Meta.isDeleting(context.pod());
        String reason = phase.equals("Succeeded") ? "PodCompleted" : "ContainersNotReady";
        String message = "containers with unready status: " + unready;
        List<String> gates = gates(context.pod(), before);
        condition(conditions, before, "Initialized", initialized(init), "ContainersNotInitialized", "", now);
        condition(
                conditions,
                before,
                "Ready",
                containersReady && gates.isEmpty(),
                containersReady ? "ReadinessGatesNotReady" : reason,
                containersReady ? "readiness gates not true: " + gates : message,
                now);
        condition(conditions, before, "ContainersReady", containersReady, reason, message, now);
        condition(conditions, before, "PodScheduled", true, "", "", now);
        for (ObjectNode other : Json.objects(before)) {
            if (!OWN.contains(other.path("type").asText())) {
                conditions.add(other);
            }
        }
        return conditions;
    }

    private static List<String> gates(JsonNode pod, JsonNode conditions) {
        return Json.objects(pod.path("spec").path("readinessGates")).stream()
                .map(gate -> gate.path("conditionType").asText())
                .filter(type -> Json.objects(conditions).stream()
                        .noneMatch(condition -> condition.path("type").asText().equals(type)
                                && condition.path("status").asText().equals("True")))
                .toList();
    }

    private static void condition(
            ArrayNode conditions,
            JsonNode before,
            String type,
            boolean isTrue,
            String reason,
            String message,
            Instant now) {
        String status = isTrue ? "True" : "False";
        String since = ContainerState.seconds(now);
        for (JsonNode old : before) {
            if (old.path("type").asText().equals(type)
                    && old.path("status").asText().equals(status)) {
                since = old.path("lastTransitionTime").asText(since);
            }
        }
        ObjectNode condition = conditions.addObject().put("type", type).put("status", status);
        condition.put("lastTransitionTime", since);
        if (!isTrue) {
            condition.put("reason", reason);
            if (!message.isEmpty()) {
                condition.put("message", message);
            }
        }
    }

    private static ArrayNode containers(PodContext context, List<ContainerRun> runs, boolean init) {
        ArrayNode statuses = Json.array();
        for (ContainerRun run : runs) {
            ObjectNode status = statuses.addObject().put("name", run.name());
            status.set("state", run.state().toJson());
            status.set("lastState", run.last().map(ContainerState::toJson).orElseGet(Json::object));
            boolean done = init && run.state() instanceof Terminated ended && ended.exitCode() == 0;
            status.put("ready", done || run.isReady());
            status.put("restartCount", run.restarts());
            status.put("image", run.image());
            status.put("imageID", "sandbox:" + ImageCatalogue.shortName(run.image()));
            if (!(run.state() instanceof ContainerState.Waiting)) {
                status.put("containerID", "process://" + Meta.uid(context.pod()) + "/" + run.name());
            }
            status.put("started", run.isStarted());
        }
        return statuses;
    }
}
