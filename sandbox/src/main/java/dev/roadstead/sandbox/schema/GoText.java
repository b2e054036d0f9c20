package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Values as Go prints them in the messages of kube-apiserver.
final class GoText {

    private GoText() {}

    /// A value in an error message: strings quoted, numbers and booleans plain, all else as JSON.
    static String value(@Nullable JsonNode value) {
        if (value == null) {
            return "null";
        }
        return value.isTextual() ? quoted(value.asText()) : value.isNumber() ? number(value) : value.toString();
    }

    /// A number without needless zeros.
    static String number(JsonNode number) {
        return number.isIntegralNumber() ? number.asText() : number(number.asDouble());
    }

    static String number(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e21) {
            return BigDecimal.valueOf(number).setScale(0).toPlainString();
        }
        return Double.toString(number).replace("E", "e");
    }

    /// A Go string literal.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (point < 0x20 || point == 0x7f) {
                        quoted.append("\\x%02x".formatted(point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
