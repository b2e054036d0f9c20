package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Resource;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Resolves `envFrom` and `env` of a container.
final class Environment {

    private static final String REASON = "CreateContainerConfigError";

    private final ClusterView view;

    Environment(ClusterView view) {
        this.view = view;
    }

    /// Values as the container would see them in a cluster: expanded, with no path rewritten.
    Map<String, String> resolve(PodContext context, JsonNode container) {
        Map<String, String> values = new LinkedHashMap<>();
        for (JsonNode source : container.path("envFrom")) {
            String prefix = source.path("prefix").asText();
            for (String type : new String[] {"configMapRef", "secretRef"}) {
                if (source.has(type)) {
                    object(context, resource(type), source.path(type))
                            .ifPresent(object -> Volumes.data(object)
                                    .forEach((key, value) -> values.put(prefix + key, text(value))));
                }
            }
        }
        for (JsonNode variable : container.path("env")) {
            String name = variable.path("name").asText();
            if (variable.has("valueFrom")) {
                from(context, container, variable.path("valueFrom")).ifPresent(value -> values.put(name, value));
            } else {
                values.put(name, Expansion.expand(variable.path("value").asText(), values));
            }
        }
        return values;
    }

    private Optional<String> from(PodContext context, JsonNode container, JsonNode source) {
        if (source.has("fieldRef")) {
            return Optional.of(
                    Downward.field(source.path("fieldRef").path("fieldPath").asText(), context));
        }
        if (source.has("resourceFieldRef")) {
            return Optional.of(Downward.resource(source.path("resourceFieldRef"), container));
        }
        String type = source.has("secretKeyRef") ? "secretKeyRef" : "configMapKeyRef";
        JsonNode reference = source.path(type);
        Optional<ObjectNode> object = object(context, resource(type), reference);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        String key = reference.path("key").asText();
        byte[] value = Volumes.data(object.get()).get(key);
        if (value == null && !reference.path("optional").asBoolean()) {
            throw new NotReadyException(
                    REASON,
                    "couldn't find key %s in %s %s"
                            .formatted(
                                    key,
                                    resource(type).kind(),
                                    reference.path("name").asText()));
        }
        return Optional.ofNullable(value).map(Environment::text);
    }

    private Optional<ObjectNode> object(PodContext context, Resource resource, JsonNode reference) {
        String name = reference.path("name").asText();
        Optional<ObjectNode> object = view.get(resource, new Key(context.namespace(), name));
        if (object.isEmpty() && !reference.path("optional").asBoolean()) {
            throw new NotReadyException(REASON, "%s \"%s\" not found".formatted(resource.plural(), name));
        }
        return object;
    }

    private static Resource resource(String type) {
        return type.startsWith("secret") ? Resource.SECRETS : Resource.CONFIG_MAPS;
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
