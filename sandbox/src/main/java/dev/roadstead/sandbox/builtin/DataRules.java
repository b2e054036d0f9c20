package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules for what ConfigMaps and Secrets hold.
final class DataRules {

    private static final int MOST = 1024 * 1024;
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final Map<String, List<String>> KEYS_OF_TYPE = Map.of(
            "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
            "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
            "kubernetes.io/dockercfg", List.of(".dockercfg"),
            "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));

    private DataRules() {}

    static void configMap(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : object.path("data").properties()) {
            key(causes, "data", entry.getKey());
            if (object.path("binaryData").has(entry.getKey())) {
                causes.add(Cause.invalid(
                        "data[" + entry.getKey() + "]",
                        "\"" + entry.getKey() + "\"",
                        "duplicate of key present in binaryData"));
            }
            size += entry.getValue().asText().getBytes(StandardCharsets.UTF_8).length;
        }
        for (Map.Entry<String, JsonNode> entry : object.path("binaryData").properties()) {
            key(causes, "binaryData", entry.getKey());
            size += decodedLength(entry.getValue());
        }
        if (size > MOST) {
            causes.add(Cause.tooLong("[]", MOST));
        }
        frozen(causes, object, live);
    }

    static void secret(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        JsonNode data = object.path("data");
        long size = 0;
        for (Map.Entry<String, JsonNode> entry : data.properties()) {
            key(causes, "data", entry.getKey());
            size += decodedLength(entry.getValue());
        }
        if (size > MOST) {
            causes.add(Cause.tooLong("data", MOST));
        }
        String type = object.path("type").asText();
        for (String key : KEYS_OF_TYPE.getOrDefault(type, List.of())) {
            if (!data.has(key)) {
                causes.add(Cause.required("data[" + key + "]", ""));
            }
        }
        if (type.equals("kubernetes.io/basic-auth") && !data.has("username") && !data.has("password")) {
            causes.add(Cause.required("data[username]", ""));
            causes.add(Cause.required("data[password]", ""));
        }
        if (type.equals("kubernetes.io/service-account-token")
                && object.at("/metadata/annotations")
                        .path("kubernetes.io/service-account.name")
                        .asText("")
                        .isEmpty()) {
            causes.add(Cause.required("metadata.annotations[kubernetes.io/service-account.name]", ""));
        }
        frozen(causes, object, live);
        if (live != null && !type.equals(live.path("type").asText())) {
            causes.add(Cause.invalid("type", "\"" + type + "\"", "field is immutable"));
        }
    }

    private static long decodedLength(JsonNode value) {
        return Base64.getMimeDecoder().decode(value.asText()).length;
    }

    private static void key(List<Cause> causes, String field, String key) {
        List<String> faults = new ArrayList<>();
        if (key.length() > 253) {
            faults.add("must be no more than 253 characters");
        }
        if (!KEY.matcher(key).matches()) {
            faults.add("a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',"
                    + "  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
        }
        if (key.equals(".")) {
            faults.add("must not be '.'");
        } else if (key.equals("..")) {
            faults.add("must not be '..'");
        } else if (key.startsWith("..")) {
            faults.add("must not start with '..'");
        }
        faults.forEach(why -> causes.add(Cause.invalid(field + "[" + key + "]", "\"" + key + "\"", why)));
    }

    private static void frozen(List<Cause> causes, ObjectNode object, @Nullable ObjectNode live) {
        if (live == null || !live.path("immutable").asBoolean(false)) {
            return;
        }
        if (!object.path("immutable").asBoolean(false)) {
            causes.add(Cause.forbidden("immutable", "field is immutable when `immutable` is set"));
        }
        for (String field : List.of("data", "binaryData")) {
            if (!object.path(field).equals(live.path(field))) {
                causes.add(Cause.forbidden(field, "field is immutable when `immutable` is set"));
            }
        }
    }
}
