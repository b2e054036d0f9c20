package dev.roadstead.registry.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request.
///
/// @param method upper-case
/// @param path percent-decoded, without the query; begins with a slash
/// @param query decoded parameters, each with its values in order
/// @param peer the client's address
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Headers headers,
        RequestBody body,
        InetSocketAddress peer) {

    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public List<String> parameters(String name) {
        return query.getOrDefault(name, List.of());
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }
}
