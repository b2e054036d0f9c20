package dev.roadstead.sandbox.schema.cel;

import java.util.Optional;
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

    /// The identifier for a field; empty if the name cannot be written in an expression.
    public static Optional<String> of(String field) {
        if (!field.matches("[a-zA-Z_./-][a-zA-Z0-9_./-]*")) {
            return Optional.empty();
        }
        if (RESERVED.contains(field)) {
            return Optional.of("__" + field + "__");
        }
        return Optional.of(field.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"));
    }
}
