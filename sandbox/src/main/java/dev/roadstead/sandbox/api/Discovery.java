package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which groups, versions and resources there are, in the old form (one document per group version) and the aggregated
/// one.
final class Discovery {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /// `/api` and `/apis`.
    ApiResponse root(ApiRequest request, boolean legacy) {
        if (request.header("accept").contains("as=APIGroupDiscoveryList")
                && request.header("accept").contains("v=v2;")) {
            return new ApiResponse.Whole(200, AGGREGATED, Map.of(), Payload.of(Json.bytes(aggregated(legacy))));
        }
        if (legacy) {
            ObjectNode versions = Json.object().put("kind", "APIVersions");
            versions.putArray("versions").add("v1");
            versions.putArray("serverAddressByClientCIDRs");
            return ApiResponse.json(200, versions);
        }
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        groupVersions(false).forEach((group, versions) -> groups.add(group(group, versions)));
        return ApiResponse.json(200, list);
    }

    /// `/apis/<group>`.
    ApiResponse group(String name) {
        List<String> versions = groupVersions(false).get(name);
        if (versions == null) {
            throw Failures.noSuchResource();
        }
        ObjectNode group = group(name, versions);
        return ApiResponse.json(200, group.put("kind", "APIGroup").put("apiVersion", "v1"));
    }

    /// `/api/v1` and `/apis/<group>/<version>`.
    ApiResponse resources(String group, String version) {
        if (!kinds.serves(group, version)) {
            throw Failures.noSuchResource();
        }
        ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", Kind.apiVersion(group, version));
        ArrayNode resources = list.putArray("resources");
        for (Kind kind : of(group, version)) {
            ObjectNode resource = resources.addObject().put("name", kind.plural());
            resource.put("singularName", kind.name().singular());
            resource.put("namespaced", kind.namespaced()).put("kind", kind.kind());
            verbs(kind).forEach(resource.putArray("verbs")::add);
            texts(resource, "shortNames", kind.name().shortNames());
            texts(resource, "categories", kind.name().categories());
            for (String subresource : kind.subresources()) {
                ObjectNode sub = resources.addObject().put("name", kind.plural() + "/" + subresource);
                sub.put("singularName", "").put("namespaced", kind.namespaced());
                Subkind is = Subkind.of(kind, subresource);
                if (!is.group().equals(kind.group())) {
                    sub.put("group", is.group()).put("version", is.version());
                }
                sub.put("kind", is.kind());
                subresourceVerbs(subresource).forEach(sub.putArray("verbs")::add);
            }
        }
        return ApiResponse.json(200, list);
    }

    private ObjectNode aggregated(boolean legacy) {
        ObjectNode list = Json.object();
        list.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        groupVersions(legacy).forEach((group, versions) -> {
            ObjectNode item = items.addObject();
            ObjectNode metadata = item.putObject("metadata");
            if (!group.isEmpty()) {
                metadata.put("name", group);
            }
            ArrayNode array = item.putArray("versions");
            for (String version : versions) {
                ObjectNode entry = array.addObject().put("version", version);
                ArrayNode resources = entry.putArray("resources");
                of(group, version).forEach(kind -> resources.add(aggregated(kind)));
                entry.put("freshness", "Current");
            }
        });
        return list;
    }

    private static ObjectNode aggregated(Kind kind) {
        ObjectNode resource = Json.object().put("resource", kind.plural());
        resource.set("responseKind", responseKind(kind.group(), kind.version(), kind.kind()));
        resource.put("scope", kind.namespaced() ? "Namespaced" : "Cluster");
        resource.put("singularResource", kind.name().singular());
        verbs(kind).forEach(resource.putArray("verbs")::add);
        texts(resource, "shortNames", kind.name().shortNames());
        texts(resource, "categories", kind.name().categories());
        if (!kind.subresources().isEmpty()) {
            ArrayNode array = resource.putArray("subresources");
            for (String subresource : kind.subresources()) {
                Subkind is = Subkind.of(kind, subresource);
                ObjectNode sub = array.addObject().put("subresource", subresource);
                sub.set("responseKind", responseKind(is.group(), is.version(), is.kind()));
                subresourceVerbs(subresource).forEach(sub.putArray("verbs")::add);
            }
        }
        return resource;
    }

    /// The kind that a subresource answers with.
    private record Subkind(String group, String version, String kind) {

        static Subkind of(Kind kind, String subresource) {
            return switch (subresource) {
                case "scale" -> new Subkind("autoscaling", "v1", "Scale");
                case "token" -> new Subkind("authentication.k8s.io", "v1", "TokenRequest");
                case "binding" -> new Subkind("", "v1", "Binding");
                default -> new Subkind(kind.group(), kind.version(), kind.kind());
            };
        }
    }

    private static ObjectNode responseKind(String group, String version, String kind) {
        return Json.object().put("group", group).put("version", version).put("kind", kind);
    }

    private static List<String> verbs(Kind kind) {
        return kind.access() == Kind.Access.REVIEW ? List.of("create") : VERBS;
    }

    private static List<String> subresourceVerbs(String subresource) {
        return switch (subresource) {
            case "log" -> List.of("get");
            case "token", "binding" -> List.of("create");
            case "finalize" -> List.of("update");
            default -> List.of("get", "patch", "update");
        };
    }

    private static void texts(ObjectNode node, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(node.putArray(field)::add);
        }
    }

    private List<Kind> of(String group, String version) {
        return kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
    }

    private Map<String, List<String>> groupVersions(boolean legacy) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Kind kind : kinds.all()) {
            if (kind.group().isEmpty() == legacy) {
                List<String> versions = groups.computeIfAbsent(kind.group(), _ -> new ArrayList<>());
                if (!versions.contains(kind.version())) {
                    versions.add(kind.version());
                }
            }
        }
        return groups;
    }

    private static ObjectNode group(String name, List<String> versions) {
        ObjectNode group = Json.object().put("name", name);
        ArrayNode array = group.putArray("versions");
        for (String version : versions) {
            array.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        group.set("preferredVersion", array.get(0).deepCopy());
        return group;
    }
}
