package dev.roadstead.sandbox.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.openapi.OpenApi.Served;
import java.util.List;

/// The paths of a resource with their operations.
///
/// PATCH does not name strategic merge patch: kubectl then makes such patches of built-in kinds by what it knows
/// itself.
final class Paths {

    private static final List<String> WRITE_PARAMETERS = List.of("dryRun", "fieldManager", "fieldValidation");
    private static final List<String> PATCH_PARAMETERS = List.of("dryRun", "fieldManager", "fieldValidation", "force");
    private static final List<String> LIST_PARAMETERS =
            List.of("continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "watch");

    private static final List<String> PATCH_TYPES =
            List.of("application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json");

    private final Served resource;
    private final String component;

    private Paths(Served resource, String component) {
        this.resource = resource;
        this.component = component;
    }

    static void add(ObjectNode paths, Served resource, String component) {
        Paths writer = new Paths(resource, component);
        String root =
                (resource.group().isEmpty() ? "/api/" : "/apis/" + resource.group() + "/") + resource.version() + "/";
        String all = root + resource.plural();
        String collection = resource.namespaced() ? root + "namespaces/{namespace}/" + resource.plural() : all;
        if (resource.namespaced()) {
            ObjectNode path = paths.putObject(all);
            path.set("get", writer.operation("list", LIST_PARAMETERS, "List"));
        }
        ObjectNode path = paths.putObject(collection);
        path.set("get", writer.operation("list", LIST_PARAMETERS, "List"));
        path.set("post", writer.writing("post", WRITE_PARAMETERS, List.of("application/json")));
        path.set("delete", writer.operation("deletecollection", LIST_PARAMETERS, "List"));
        writer.placeholders(path, resource.namespaced(), false);
        writer.item(paths.putObject(collection + "/{name}"));
    }

    private void item(ObjectNode path) {
        path.set("get", operation("get", List.of(), ""));
        path.set("put", writing("put", WRITE_PARAMETERS, List.of("application/json")));
        path.set("patch", writing("patch", PATCH_PARAMETERS, PATCH_TYPES));
        path.set("delete", operation("delete", List.of("dryRun", "propagationPolicy"), ""));
        placeholders(path, resource.namespaced(), true);
    }

    private void placeholders(ObjectNode path, boolean namespaced, boolean named) {
        ArrayNode parameters = path.putArray("parameters");
        if (named) {
            parameters.add(parameter("name", "path").put("required", true));
        }
        if (namespaced) {
            parameters.add(parameter("namespace", "path").put("required", true));
        }
    }

    private ObjectNode operation(String action, List<String> parameters, String suffix) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        ArrayNode list = operation.putArray("parameters");
        parameters.forEach(name -> list.add(parameter(name, "query")));
        operation
                .putObject("responses")
                .putObject("200")
                .put("description", "OK")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", Components.REF + component + suffix);
        operation.put("x-kubernetes-action", action);
        operation.set("x-kubernetes-group-version-kind", resource.groupVersionKind(""));
        return operation;
    }

    private ObjectNode writing(String action, List<String> parameters, List<String> mediaTypes) {
        ObjectNode operation = operation(action, parameters, "");
        ObjectNode content = operation.putObject("requestBody").putObject("content");
        for (String mediaType : mediaTypes) {
            content.putObject(mediaType).putObject("schema").put("$ref", Components.REF + component);
        }
        return operation;
    }

    private static ObjectNode parameter(String name, String in) {
        ObjectNode parameter =
                JsonNodeFactory.instance.objectNode().put("name", name).put("in", in);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }
}
