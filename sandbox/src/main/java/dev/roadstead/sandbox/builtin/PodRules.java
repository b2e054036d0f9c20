package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.kind.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules for the spec of a pod, alone or in the template of a workload.
final class PodRules {

    private final List<Cause> causes;
    private final Set<String> volumes = new HashSet<>();

    private PodRules(List<Cause> causes) {
        this.causes = causes;
    }

    /// @param claims names of volumes besides those of the pod itself
    static void check(List<Cause> causes, String path, JsonNode spec, List<String> claims) {
        PodRules rules = new PodRules(causes);
        rules.volumes.addAll(claims);
        rules.volumes(path + ".volumes", spec.path("volumes"));
        if (spec.path("containers").isEmpty()) {
            causes.add(Cause.required(path + ".containers", ""));
        }
        Set<String> names = new HashSet<>();
        rules.containers(path + ".containers", spec.path("containers"), names);
        rules.containers(path + ".initContainers", spec.path("initContainers"), names);
    }

    private void volumes(String path, JsonNode list) {
        int index = 0;
        for (JsonNode volume : list) {
            String at = path + "[" + index++ + "]";
            String name = volume.path("name").asText("");
            Texts.label(causes, at + ".name", name);
            if (!volumes.add(name)) {
                causes.add(new Cause("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\""));
            }
            List<String> sources = new ArrayList<>();
            volume.fieldNames().forEachRemaining(sources::add);
            sources.remove("name");
            if (sources.isEmpty()) {
                causes.add(Cause.required(at, "must specify a volume type"));
            }
            for (String more : sources.subList(Math.min(1, sources.size()), sources.size())) {
                causes.add(Cause.forbidden(at + "." + more, "may not specify more than 1 volume type"));
            }
        }
    }

    private void containers(String path, JsonNode list, Set<String> names) {
        int index = 0;
        for (JsonNode container : list) {
            String at = path + "[" + index++ + "]";
            String name = container.path("name").asText("");
            if (name.isEmpty()) {
                causes.add(Cause.required(at + ".name", ""));
            } else {
                Texts.label(causes, at + ".name", name);
                if (!names.add(name)) {
                    causes.add(new Cause("FieldValueDuplicate", at + ".name", "Duplicate value: \"" + name + "\""));
                }
            }
            if (container.path("image").asText("").isEmpty()) {
                causes.add(Cause.required(at + ".image", ""));
            }
            Texts.oneOf(
                    causes,
                    at + ".imagePullPolicy",
                    container.path("imagePullPolicy"),
                    List.of("Always", "IfNotPresent", "Never"));
            ports(at + ".ports", container.path("ports"));
            environment(at + ".env", container.path("env"));
            mounts(at + ".volumeMounts", container.path("volumeMounts"));
        }
    }

    private void ports(String path, JsonNode list) {
        int index = 0;
        for (JsonNode port : list) {
            String at = path + "[" + index++ + "]";
            Texts.port(causes, at + ".containerPort", port.path("containerPort"));
            Texts.oneOf(causes, at + ".protocol", port.path("protocol"), List.of("SCTP", "TCP", "UDP"));
        }
    }

    private void environment(String path, JsonNode list) {
        int index = 0;
        for (JsonNode variable : list) {
            String at = path + "[" + index++ + "].name";
            String name = variable.path("name").asText("");
            if (name.isEmpty()) {
                causes.add(Cause.required(at, ""));
            } else if (name.contains("=") || name.chars().anyMatch(c -> c < ' ' || c > '~')) {
                causes.add(Cause.invalid(
                        at,
                        "\"" + name + "\"",
                        "a valid environment variable name must consist only of printable ASCII characters other than"
                                + " '='"));
            }
        }
    }

    private void mounts(String path, JsonNode list) {
        Set<String> paths = new HashSet<>();
        int index = 0;
        for (JsonNode mount : list) {
            String at = path + "[" + index++ + "]";
            String volume = mount.path("name").asText("");
            if (!volumes.contains(volume)) {
                causes.add(new Cause("FieldValueNotFound", at + ".name", "Not found: \"" + volume + "\""));
            }
            String place = mount.path("mountPath").asText("");
            if (place.isEmpty()) {
                causes.add(Cause.required(at + ".mountPath", ""));
            } else if (!paths.add(place)) {
                causes.add(Cause.invalid(at + ".mountPath", "\"" + place + "\"", "must be unique"));
            }
        }
    }
}
