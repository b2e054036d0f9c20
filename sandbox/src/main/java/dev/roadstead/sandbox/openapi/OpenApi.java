package dev.roadstead.sandbox.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The OpenAPI v3 document of one group version: enough for kubectl to leave validation to the server
/// (`fieldValidation`) and to explain kinds. Custom resources are
/// explained in full from their CRDs; of built-in kinds only the top is told, and their descriptions say so.
public final class OpenApi {
    private static final String OBJECT_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");

    private OpenApi() {}

    /// One resource of a group version.
    ///
    /// @param schema `openAPIV3Schema` of a CRD version; null for a built-in kind
    public record Served(
            String group,
            String version,
            String kind,
            String plural,
            boolean namespaced,
            @Nullable JsonNode schema) {}

    public static ObjectNode document(String groupVersion, List<Served> resources) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "roadstead-sandbox");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        schemas.set(OBJECT_META, objectMeta());
        for (Served served : resources) {
            schemas.set(schemaName(served), schema(served));
            paths(served, paths, groupVersion);
        }
        return document;
    }

    private static String schemaName(Served served) {
        String group = served.group().isEmpty() ? "core" : served.group();
        List<String> parts = List.of(group.split("\\."));
        return String.join(".", parts.reversed()) + "." + served.version() + "." + served.kind();
    }

    private static void paths(Served served, ObjectNode paths, String groupVersion) {
        String root = "/" + (served.group().isEmpty() ? "api/" : "apis/") + groupVersion + "/"
                + (served.namespaced() ? "namespaces/{namespace}/" : "") + served.plural();
        operations(served, paths.putObject(root), List.of("get", "post", "delete"), "list");
        operations(served, paths.putObject(root + "/{name}"), VERBS, "get");
    }

    private static void operations(Served served, ObjectNode path, List<String> methods, String getAction) {
        for (String method : methods) {
            ObjectNode operation = path.putObject(method);
            operation.put("operationId", method + served.kind());
            operation.put("x-kubernetes-action", method.equals("get") ? getAction : method);
            groupVersionKind(operation.putObject("x-kubernetes-group-version-kind"), served);
            ArrayNode parameters = operation.putArray("parameters");
            for (String parameter : List.of("dryRun", "fieldManager", "fieldValidation")) {
                if (!method.equals("get")) {
                    parameters
                            .addObject()
                            .put("name", parameter)
                            .put("in", "query")
                            .putObject("schema")
                            .put("type", "string");
                }
            }
            ObjectNode media = operation
                    .putObject("responses")
                    .putObject("200")
                    .put("description", "OK")
                    .putObject("content")
                    .putObject("application/json");
            media.putObject("schema").put("$ref", "#/components/schemas/" + schemaName(served));
        }
    }

    private static void groupVersionKind(ObjectNode into, Served served) {
        into.put("group", served.group()).put("version", served.version()).put("kind", served.kind());
    }

    private static ObjectNode schema(Served served) {
        ObjectNode schema = served.schema() instanceof ObjectNode declared
                ? declared.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        if (served.schema() == null) {
            schema.put(
                    "description",
                    served.kind() + " of " + (served.group().isEmpty() ? "the core group" : served.group())
                            + ". The sandbox tells the fields of its built-in kinds at the top level only.");
        }
        ObjectNode properties =
                schema.get("properties") instanceof ObjectNode present ? present : schema.putObject("properties");
        describe(properties, "apiVersion", "string", "Version of the schema of this object.");
        describe(properties, "kind", "string", "Kind of this object: " + served.kind() + ".");
        ObjectNode metadata = properties.putObject("metadata");
        metadata.put("description", "Standard object's metadata.");
        metadata.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + OBJECT_META);
        if (served.schema() == null) {
            for (String part : List.of("spec", "status")) {
                describe(
                        properties,
                        part,
                        "object",
                        "The " + part + " of this " + served.kind().toLowerCase(Locale.ROOT) + ".");
            }
            schema.put("x-kubernetes-preserve-unknown-fields", true);
        }
        groupVersionKind(schema.putArray("x-kubernetes-group-version-kind").addObject(), served);
        return schema;
    }

    private static void describe(ObjectNode properties, String name, String type, String description) {
        properties.putObject(name).put("type", type).put("description", description);
    }

    private static ObjectNode objectMeta() {
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        meta.put("type", "object").put("description", "ObjectMeta is metadata that all persisted resources must have.");
        ObjectNode properties = meta.putObject("properties");
        describe(properties, "name", "string", "Name of the object, unique within its namespace and kind.");
        describe(properties, "generateName", "string", "Prefix from which the server makes a unique name.");
        describe(properties, "namespace", "string", "Namespace of the object.");
        describe(properties, "labels", "object", "Labels by which objects are selected.");
        describe(properties, "annotations", "object", "Annotations for tools.");
        describe(properties, "uid", "string", "Unique identifier, given by the server.");
        describe(properties, "resourceVersion", "string", "Version of the object, opaque.");
        describe(properties, "generation", "integer", "Number of the desired state.");
        describe(properties, "creationTimestamp", "string", "When the object was created.");
        describe(properties, "deletionTimestamp", "string", "When the object's deletion was asked for.");
        describe(properties, "finalizers", "array", "What must be done before the object goes.");
        describe(properties, "ownerReferences", "array", "Objects that this one goes with.");
        describe(properties, "managedFields", "array", "Who owns which fields.");
        for (String map : List.of("labels", "annotations")) {
            ((ObjectNode) properties.get(map)).putObject("additionalProperties").put("type", "string");
        }
        for (String list : List.of("finalizers")) {
            ((ObjectNode) properties.get(list)).putObject("items").put("type", "string");
        }
        for (String list : List.of("ownerReferences", "managedFields")) {
            ((ObjectNode) properties.get(list)).putObject("items").put("type", "object");
        }
        return meta;
    }
}
