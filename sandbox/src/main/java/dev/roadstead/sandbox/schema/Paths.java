package dev.roadstead.sandbox.schema;

/// Field paths as kube-apiserver writes them: `spec.ports[0].name`, `spec.labels[app]`.
public final class Paths {

    private Paths() {}

    /// A named field comes after a dot, a map's key in brackets.
    public static String below(String path, String name, boolean named) {
        if (!named) {
            return path + "[" + name + "]";
        }
        return path.isEmpty() ? name : path + "." + name;
    }
}
