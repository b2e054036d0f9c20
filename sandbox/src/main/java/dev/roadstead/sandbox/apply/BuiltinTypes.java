package dev.roadstead.sandbox.apply;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The kinds of Kubernetes itself: their fields, types and merge rules, read from `builtin-types.txt`.
public final class BuiltinTypes {

    private static final BuiltinTypes TABLE = read();

    private final Map<String, String> rootOfKind = new LinkedHashMap<>();
    private final Map<String, Map<String, Field>> fieldsOfType = new LinkedHashMap<>();

    private BuiltinTypes() {}

    /// One field of a type. The type is `[T]`, `{T}`, a plain type in lower case or the name of another type.
    public record Field(String name, String type, List<String> rules) {

        public boolean isRequired() {
            return rules.contains("required");
        }

        public boolean isList() {
            return type.startsWith("[");
        }

        public boolean isMap() {
            return type.startsWith("{");
        }

        /// The type of the items, of the values or of the field itself.
        public String element() {
            return isList() || isMap() ? type.substring(1, type.length() - 1) : type;
        }

        /// Whether a type's name stands for a plain value, not for another type of the table.
        public static boolean isPlain(String type) {
            return Character.isLowerCase(type.charAt(0));
        }

        boolean has(String rule) {
            return rules.contains(rule);
        }

        /// What stands in the parentheses of a rule.
        @Nullable
        String argument(String rule) {
            for (String each : rules) {
                if (each.startsWith(rule + "(")) {
                    return each.substring(rule.length() + 1, each.length() - 1);
                }
            }
            return null;
        }
    }

    /// The name of the type of a kind's objects.
    public static Optional<String> rootOf(String group, String version, String kind) {
        String apiVersion = group.isEmpty() ? version : group + "/" + version;
        return Optional.ofNullable(TABLE.rootOfKind.get(apiVersion + " " + kind));
    }

    /// The fields of a type by name.
    public static Map<String, Field> fieldsOf(String type) {
        return Objects.requireNonNull(TABLE.fieldsOfType.get(type), type);
    }

    private static BuiltinTypes read() {
        var stream = Objects.requireNonNull(BuiltinTypes.class.getResourceAsStream("builtin-types.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            BuiltinTypes table = new BuiltinTypes();
            Map<String, Field> current = new LinkedHashMap<>();
            for (String line : reader.lines().toList()) {
                if (line.startsWith("kind ")) {
                    String[] words = line.split(" ");
                    table.rootOfKind.put(words[1] + " " + words[2], words[3]);
                } else if (line.startsWith("  ")) {
                    Field field = field(line.strip());
                    current.put(field.name(), field);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current = new LinkedHashMap<>();
                    table.fieldsOfType.put(line, Collections.unmodifiableMap(current));
                }
            }
            return table;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Field field(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        return new Field(words.get(0), words.get(1), List.copyOf(words.subList(2, words.size())));
    }
}
