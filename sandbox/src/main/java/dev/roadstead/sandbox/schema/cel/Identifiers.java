package dev.roadstead.sandbox.schema.cel;

import java.util.List;
import java.util.Set;

/// Field names as they are written in expressions: `namespace` becomes `__namespace__`, `a-b` becomes `a__dash__b`.
public final class Identifiers {

    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private Identifiers() {}

    /// The identifiers for a field, a keyword as it is and escaped; none if the name cannot be written in an
    /// expression.
    public static List<String> of(String field) {
        if (!field.matches("[a-zA-Z_./-][a-zA-Z0-9_./-]*")) {
            return List.of();
        }
        if (RESERVED.contains(field)) {
            return List.of("__" + field + "__", field);
        }
        return List.of(field.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"));
    }
}
