package dev.roadstead.sandbox.kind;

/// One reason why an object is refused, as it stands in `details.causes` of a Status: `reason` is FieldValueInvalid and
/// the like.
public record Cause(String reason, String field, String message) {

    public static Cause invalid(String field, String value, String why) {
        return new Cause("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
    }

    public static Cause required(String field, String why) {
        return new Cause("FieldValueRequired", field, why.isEmpty() ? "Required value" : "Required value: " + why);
    }

    public static Cause forbidden(String field, String why) {
        return new Cause("FieldValueForbidden", field, "Forbidden: " + why);
    }

    public static Cause unsupported(String field, String value, String supported) {
        return new Cause(
                "FieldValueNotSupported",
                field,
                "Unsupported value: \"" + value + "\": supported values: " + supported);
    }

    public static Cause tooLong(String field, int bytes) {
        return new Cause("FieldValueTooLong", field, "Too long: may not be more than " + bytes + " bytes");
    }

    /// `field: message`, the form used in a Status message.
    public String text() {
        return field.isEmpty() ? message : field + ": " + message;
    }
}
