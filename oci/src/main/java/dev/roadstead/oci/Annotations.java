package dev.roadstead.oci;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Copies annotations, in their order. `Map.copyOf` would be the shorter way, but looks at every earlier name for each
/// further one of the same hash, and a client chooses the names.
final class Annotations {
    private Annotations() {}

    static Map<String, String> copyOf(Map<String, String> annotations) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
}
