package dev.roadstead.registry.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Immutable header fields; names compare without case (RFC 9110, section 5.1).
public final class Headers {
    public static final Headers NONE = new Headers(new LinkedHashMap<>());

    private final SequencedMap<String, List<String>> byLowerName;

    private Headers(SequencedMap<String, List<String>> byLowerName) {
        this.byLowerName = byLowerName;
    }

    public static Headers of(String name, String value) {
        return NONE.with(name, value);
    }

    /// All field lines, in order.
    public static Headers copyOf(Iterable<Map.Entry<String, String>> fields) {
        SequencedMap<String, List<String>> byLowerName = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            byLowerName
                    .computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(field.getValue());
        }
        byLowerName.replaceAll((_, values) -> List.copyOf(values));
        return new Headers(byLowerName);
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public List<String> all(String name) {
        return byLowerName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// A copy with one more field line.
    public Headers with(String name, String value) {
        SequencedMap<String, List<String>> copy = new LinkedHashMap<>(byLowerName);
        List<String> values = new ArrayList<>(all(name));
        values.add(value);
        copy.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
        return new Headers(copy);
    }

    /// Lower-case names with their values, in the order they were added.
    public Map<String, List<String>> asMap() {
        return new TreeMap<>(byLowerName);
    }
}
