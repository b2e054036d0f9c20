package dev.roadstead.sandbox.store;

/// Where an object lives: `group/plural` (`/pods` for the core group), its namespace (empty for cluster-scoped kinds)
/// and its name.
public record Key(String resource, String namespace, String name) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
        int byResource = resource.compareTo(other.resource);
        if (byResource != 0) {
            return byResource;
        }
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
}
