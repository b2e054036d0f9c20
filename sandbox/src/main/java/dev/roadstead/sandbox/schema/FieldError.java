package dev.roadstead.sandbox.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One fault of an object: the field, and why its value is refused in the words of kube-apiserver.
///
/// `message` is what stands in `details.causes` of a Status, such as `Invalid value: 0: must be positive`.
public record FieldError(Reason reason, String field, String message) {

    /// How kube-apiserver writes a path that it does not know.
    static final String NO_FIELD = "<nil>";

    /// Why a value is refused: `code` stands in `details.causes`, `text` begins the message.
    public enum Reason {
        INVALID("FieldValueInvalid", "Invalid value"),
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value"),
        REQUIRED("FieldValueRequired", "Required value"),
        FORBIDDEN("FieldValueForbidden", "Forbidden"),
        DUPLICATE("FieldValueDuplicate", "Duplicate value"),
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value"),
        TOO_LONG("FieldValueTooLong", "Too long"),
        TOO_MANY("FieldValueTooMany", "Too many");

        private final String code;
        private final String text;

        Reason(String code, String text) {
            this.code = code;
            this.text = text;
        }

        public String code() {
            return code;
        }
    }

    /// `field: message`.
    public String text() {
        return field + ": " + message;
    }

    public static FieldError invalid(String field, @Nullable JsonNode value, String detail) {
        return of(Reason.INVALID, field, ": " + GoText.value(value), detail);
    }

    public static FieldError typeInvalid(String field, @Nullable JsonNode value, String detail) {
        return of(Reason.TYPE_INVALID, field, ": " + GoText.value(value), detail);
    }

    /// An invalid value that is too large to be shown.
    public static FieldError invalidOmittingValue(String field, String detail) {
        return of(Reason.INVALID, field, "", detail);
    }

    public static FieldError required(String field, String detail) {
        return of(Reason.REQUIRED, field, "", detail);
    }

    public static FieldError forbidden(String field, String detail) {
        return of(Reason.FORBIDDEN, field, "", detail);
    }

    public static FieldError duplicate(String field, @Nullable JsonNode value) {
        return of(Reason.DUPLICATE, field, ": " + GoText.value(value), "");
    }

    static FieldError duplicateOmittingValue(String field) {
        return of(Reason.DUPLICATE, field, "", "");
    }

    public static FieldError notSupported(String field, JsonNode value, List<String> supported) {
        String detail =
                supported.stream().map(GoText::quoted).collect(Collectors.joining(", ", "supported values: ", ""));
        return of(Reason.NOT_SUPPORTED, field, ": " + GoText.value(value), detail);
    }

    static FieldError tooLong(String field, long limit) {
        return of(Reason.TOO_LONG, field, "", "may not be more than " + limit + (limit == 1 ? " byte" : " bytes"));
    }

    static FieldError tooMany(String field, long actual, long limit) {
        return of(
                Reason.TOO_MANY,
                field,
                ": " + actual,
                "must have at most " + limit + (limit == 1 ? " item" : " items"));
    }

    private static FieldError of(Reason reason, String field, String value, String detail) {
        return new FieldError(reason, field, reason.text + value + (detail.isEmpty() ? "" : ": " + detail));
    }
}
