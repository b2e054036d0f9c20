package dev.roadstead.node.agent;

import dev.roadstead.node.proof.ProbeMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// Everything that the DaemonSet tells the agent. A missing or bad value is an [IllegalArgumentException] with one
/// sentence.
public record AgentSettings(
        String nodeName,
        Path containerdConfig,
        Path containerdRun,
        Path state,
        Path serviceAccount,
        URI apiServer,
        ProbeMode probe,
        Duration caGrace,
        Duration resync) {

    public static AgentSettings from(Map<String, String> environment) {
        String host = required(environment, "KUBERNETES_SERVICE_HOST");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        String scheme = environment.getOrDefault("KUBERNETES_SERVICE_SCHEME", "https");
        return new AgentSettings(
                required(environment, "NODE_NAME"),
                Path.of(environment.getOrDefault("CONTAINERD_CONFIG_DIR", "/host/etc/containerd")),
                Path.of(environment.getOrDefault("CONTAINERD_RUN_DIR", "/host/run/containerd")),
                Path.of(environment.getOrDefault("STATE_DIR", "/host/var/lib/roadstead")),
                Path.of(environment.getOrDefault(
                        "SERVICE_ACCOUNT_DIR", "/var/run/secrets/kubernetes.io/serviceaccount")),
                URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port),
                ProbeMode.parse(environment.getOrDefault("ROADSTEAD_PROBE", "containerd")),
                duration(environment, "ROADSTEAD_CA_GRACE", "PT10M"),
                duration(environment, "ROADSTEAD_RESYNC", "PT45S"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is not set: the agent runs as a DaemonSet, see config/node-agent");
        }
        return value;
    }

    private static Duration duration(Map<String, String> environment, String name, String preset) {
        String text = environment.getOrDefault(name, preset);
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " is \"" + text + "\": write an ISO 8601 duration such as PT10M");
    }
}
