package dev.roadstead.sandbox.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// The state of a pod in a word, after kubectl's own rules.
record PodSummary(String ready, String status, long restarts, String lastRestart) {

    static PodSummary of(JsonNode pod) {
        Walk walk = new Walk(pod);
        boolean initializing = walk.initContainers();
        if (!initializing || hasCondition(pod, "Initialized")) {
            walk.containers();
        }
        String status = walk.reason;
        String phase = pod.at("/status/phase").asText("");
        if (pod.at("/metadata").has("deletionTimestamp")) {
            boolean lost = pod.at("/status/reason").asText("").equals("NodeLost");
            boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
            status = lost ? "Unknown" : ended ? status : "Terminating";
        }
        return new PodSummary(walk.ready + "/" + walk.total, status, walk.restarts, walk.lastRestart);
    }

    static boolean hasCondition(JsonNode pod, String type) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    private static final class Walk {
        private final JsonNode pod;
        private String reason;
        private int ready;
        private int total;
        private long restarts;
        private String lastRestart = "";

        Walk(JsonNode pod) {
            this.pod = pod;
            this.reason =
                    pod.at("/status/reason").asText(pod.at("/status/phase").asText(""));
            this.total = pod.at("/spec/containers").size();
            for (JsonNode container : pod.at("/spec/initContainers")) {
                total += isSidecar(container) ? 1 : 0;
            }
            for (JsonNode condition : pod.at("/status/conditions")) {
                if (condition.path("type").asText().equals("PodScheduled")
                        && condition.path("reason").asText("").equals("SchedulingGated")) {
                    reason = "SchedulingGated";
                }
            }
        }

        private static boolean isSidecar(JsonNode container) {
            return container.path("restartPolicy").asText("").equals("Always");
        }

        private JsonNode initContainer(String name) {
            for (JsonNode container : pod.at("/spec/initContainers")) {
                if (container.path("name").asText().equals(name)) {
                    return container;
                }
            }
            return MissingNode.getInstance();
        }

        /// True while an init container has not done its work.
        boolean initContainers() {
            JsonNode statuses = pod.at("/status/initContainerStatuses");
            long ofSidecars = 0;
            String lastOfSidecars = "";
            for (int i = 0; i < statuses.size(); i++) {
                JsonNode status = statuses.get(i);
                boolean sidecar = isSidecar(initContainer(status.path("name").asText()));
                count(status);
                if (sidecar) {
                    ofSidecars += status.path("restartCount").asLong(0);
                    lastOfSidecars = later(lastOfSidecars, finished(status));
                }
                JsonNode terminated = status.at("/state/terminated");
                if (terminated.isObject() && terminated.path("exitCode").asInt(0) == 0) {
                    continue;
                }
                if (sidecar && status.path("started").asBoolean()) {
                    ready += status.path("ready").asBoolean() ? 1 : 0;
                    continue;
                }
                reason = "Init:" + initReason(status, i);
                return true;
            }
            restarts = ofSidecars;
            lastRestart = lastOfSidecars;
            return false;
        }

        private String initReason(JsonNode status, int position) {
            JsonNode terminated = status.at("/state/terminated");
            String waiting = status.at("/state/waiting/reason").asText("");
            if (terminated.isObject()) {
                return ended(terminated);
            }
            return waiting.isEmpty() || waiting.equals("PodInitializing")
                    ? position + "/" + pod.at("/spec/initContainers").size()
                    : waiting;
        }

        private static String ended(JsonNode terminated) {
            String why = terminated.path("reason").asText("");
            int signal = terminated.path("signal").asInt(0);
            return !why.isEmpty()
                    ? why
                    : signal != 0
                            ? "Signal:" + signal
                            : "ExitCode:" + terminated.path("exitCode").asInt(0);
        }

        void containers() {
            boolean hasRunning = false;
            String errorReason = "";
            JsonNode statuses = pod.at("/status/containerStatuses");
            for (int i = statuses.size() - 1; i >= 0; i--) {
                JsonNode status = statuses.get(i);
                count(status);
                JsonNode terminated = status.at("/state/terminated");
                String waiting = status.at("/state/waiting/reason").asText("");
                if (!waiting.isEmpty()) {
                    reason = waiting;
                } else if (terminated.isObject()) {
                    reason = ended(terminated);
                    errorReason = terminated.path("exitCode").asInt(0) == 0 ? errorReason : reason;
                } else if (status.path("ready").asBoolean()
                        && status.at("/state/running").isObject()) {
                    hasRunning = true;
                    ready++;
                }
            }
            if (reason.equals("Completed")) {
                boolean runs = hasRunning && hasCondition(pod, "Ready");
                reason = runs ? "Running" : !errorReason.isEmpty() ? errorReason : hasRunning ? "NotReady" : reason;
            }
        }

        private void count(JsonNode status) {
            restarts += status.path("restartCount").asLong(0);
            lastRestart = later(lastRestart, finished(status));
        }

        private static String finished(JsonNode status) {
            return status.at("/lastState/terminated/finishedAt").asText("");
        }

        private static String later(String one, String other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }
}
