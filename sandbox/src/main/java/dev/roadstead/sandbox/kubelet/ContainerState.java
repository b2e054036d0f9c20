package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a container is doing, as its status shows it.
sealed interface ContainerState {

    record Waiting(String reason, String message) implements ContainerState {}

    record Running(Instant started) implements ContainerState {}

    record Terminated(int exitCode, String message, Instant started, Instant finished) implements ContainerState {}

    default ObjectNode toJson() {
        ObjectNode state = Json.object();
        switch (this) {
            case Waiting waiting -> {
                ObjectNode node = state.putObject("waiting").put("reason", waiting.reason());
                if (!waiting.message().isEmpty()) {
                    node.put("message", waiting.message());
                }
            }
            case Running running -> state.putObject("running").put("startedAt", seconds(running.started()));
            case Terminated ended -> {
                ObjectNode node = state.putObject("terminated")
                        .put("exitCode", ended.exitCode())
                        .put("reason", ended.exitCode() == 0 ? "Completed" : "Error")
                        .put("startedAt", seconds(ended.started()))
                        .put("finishedAt", seconds(ended.finished()));
                if (!ended.message().isEmpty() && ended.exitCode() != 0) {
                    node.put("message", ended.message());
                }
            }
        }
        return state;
    }

    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
