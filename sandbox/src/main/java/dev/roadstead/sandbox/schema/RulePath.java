package dev.roadstead.sandbox.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `fieldPath` of a rule and the `jsonPath` of a selectable field: `.a.b['c']`, relative to a place of a schema.
record RulePath(String path, SchemaNode schema) {

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]']+)|\\['((?:[^'\\\\]|\\\\.)*)'\\]");

    /// The path as messages show it, and the schema of what it leads to; empty if it leads nowhere.
    static Optional<RulePath> parse(String text, SchemaNode from) {
        Matcher step = STEP.matcher(text);
        String path = "";
        SchemaNode at = from;
        int end = 0;
        while (end < text.length()) {
            if (!step.find(end) || step.start() != end) {
                return Optional.empty();
            }
            String name = step.group(1) != null ? step.group(1) : unescaped(step.group(2));
            boolean named = !at.properties().isEmpty();
            SchemaNode below = named ? at.properties().get(name) : at.additionalProperties();
            if (below == null) {
                return Optional.empty();
            }
            path = Paths.below(path, name, named);
            at = below;
            end = step.end();
        }
        return path.isEmpty() ? Optional.empty() : Optional.of(new RulePath(path, at));
    }

    private static String unescaped(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\\\(.)", "$1");
    }
}
