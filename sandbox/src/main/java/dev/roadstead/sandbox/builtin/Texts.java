package dev.roadstead.sandbox.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.kind.Cause;
import java.util.List;
import java.util.stream.Collectors;

/// Checks of single values that many kinds share.
final class Texts {

    private Texts() {}

    static void label(List<Cause> causes, String at, String name) {
        if (!name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")) {
            causes.add(Cause.invalid(
                    at,
                    "\"" + name + "\"",
                    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must"
                            + " start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex"
                            + " used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"));
        }
    }

    /// An absent value is none of them, but the server has filled in defaults where it may be absent.
    static void oneOf(List<Cause> causes, String at, JsonNode value, List<String> allowed) {
        if (value.isTextual() && !allowed.contains(value.asText())) {
            causes.add(Cause.unsupported(
                    at,
                    value.asText(),
                    allowed.stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "))));
        }
    }

    static void port(List<Cause> causes, String at, JsonNode value) {
        int number = value.asInt(0);
        if (number < 1 || number > 65_535) {
            causes.add(Cause.invalid(at, Integer.toString(number), "must be between 1 and 65535, inclusive"));
        }
    }

    /// A count or a percentage, as rollouts and budgets have it.
    static void countOrShare(List<Cause> causes, String at, JsonNode value) {
        if (value.isIntegralNumber() && value.asInt() < 0) {
            causes.add(Cause.invalid(at, value.asText(), "must be greater than or equal to 0"));
        } else if (value.isTextual()) {
            String text = value.asText();
            if (!text.matches("[0-9]+%")) {
                causes.add(Cause.invalid(
                        at,
                        "\"" + text + "\"",
                        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
                                + " '93%', regex used for validation is '[0-9]+%')"));
            } else if (text.length() > 4 || Integer.parseInt(text.substring(0, text.length() - 1)) > 100) {
                causes.add(Cause.invalid(at, "\"" + text + "\"", "must not be greater than 100%"));
            }
        }
    }
}
