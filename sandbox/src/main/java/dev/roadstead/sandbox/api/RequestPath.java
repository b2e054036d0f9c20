package dev.roadstead.sandbox.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a path below `/api` and `/apis` asks for.
sealed interface RequestPath {

    /// `/api` or `/apis`.
    record Root(boolean legacy) implements RequestPath {}

    /// `/apis/<group>`.
    record Group(String group) implements RequestPath {}

    /// `/api/v1` or `/apis/<group>/<version>`.
    record GroupVersion(String group, String version) implements RequestPath {}

    /// A collection or an object; name and subresource are empty where they do not stand in the path.
    record Resource(String group, String version, String namespace, String plural, String name, String subresource)
            implements RequestPath {}

    /// Anything else.
    record Other(String path) implements RequestPath {}

    static RequestPath parse(String path) {
        List<String> parts = split(path);
        if (parts.isEmpty()) {
            return new Other(path);
        }
        boolean legacy = parts.getFirst().equals("api");
        if (!legacy && !parts.getFirst().equals("apis")) {
            return new Other(path);
        }
        if (parts.size() == 1) {
            return new Root(legacy);
        }
        if (!legacy && parts.size() == 2) {
            return new Group(parts.get(1));
        }
        String group = legacy ? "" : parts.get(1);
        int next = legacy ? 1 : 2;
        String version = parts.get(next);
        List<String> rest = parts.subList(next + 1, parts.size());
        return rest.isEmpty() ? new GroupVersion(group, version) : resource(path, group, version, rest);
    }

    private static RequestPath resource(String path, String group, String version, List<String> rest) {
        // namespaces/<name>/<status|finalize> is the namespace itself; namespaces/<name>/<plural> is what is in it.
        boolean inNamespace = rest.getFirst().equals("namespaces")
                && rest.size() >= 3
                && !(rest.size() == 3
                        && (rest.get(2).equals("status") || rest.get(2).equals("finalize")));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> own = inNamespace ? rest.subList(2, rest.size()) : rest;
        if (own.size() > 3) {
            return own.get(2).equals("proxy")
                    ? new Resource(group, version, namespace, own.get(0), own.get(1), "proxy")
                    : new Other(path);
        }
        return new Resource(
                group,
                version,
                namespace,
                own.getFirst(),
                own.size() > 1 ? own.get(1) : "",
                own.size() > 2 ? own.get(2) : "");
    }

    private static List<String> split(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty()) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
