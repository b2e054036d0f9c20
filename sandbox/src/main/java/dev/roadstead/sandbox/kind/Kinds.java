package dev.roadstead.sandbox.kind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds served now: the built-in ones and those of established CRDs. Readers see one consistent list at any time.
public final class Kinds {

    private final List<Kind> builtin = BuiltinKinds.all();

    /// By CRD name; written under the monitor, read through `all`.
    private final Map<String, List<Kind>> custom = new LinkedHashMap<>();

    private volatile List<Kind> all = builtin;

    /// Served kinds in discovery order: core first, then built-in groups, then CRDs.
    public List<Kind> all() {
        return all;
    }

    public Optional<Kind> find(String group, String version, String plural) {
        return all.stream()
                .filter(kind -> kind.is(group, plural) && kind.version().equals(version))
                .findFirst();
    }

    public Optional<Kind> byKind(String apiVersion, String kind) {
        return all.stream()
                .filter(each -> each.kind().equals(kind) && each.apiVersion().equals(apiVersion))
                .findFirst();
    }

    /// The kind whose objects are stored under this resource key, in its storage version.
    public Optional<Kind> stored(String resource) {
        return all.stream().filter(kind -> kind.resource().equals(resource)).findFirst();
    }

    public boolean serves(String group, String version) {
        return all.stream()
                .anyMatch(kind -> kind.group().equals(group) && kind.version().equals(version));
    }

    /// Serves what the CRD defines, in place of what it defined before.
    public synchronized void register(ObjectNode crd) {
        custom.put(crd.path("metadata").path("name").asText(), CrdKinds.of(crd));
        publish();
    }

    public synchronized void unregister(String crd) {
        custom.remove(crd);
        publish();
    }

    private void publish() {
        List<Kind> next = new ArrayList<>(builtin);
        custom.values().forEach(next::addAll);
        all = List.copyOf(next);
    }
}
