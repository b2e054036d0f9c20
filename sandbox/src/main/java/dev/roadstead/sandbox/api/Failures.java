package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Cause;
import dev.roadstead.sandbox.kind.Kind;
import java.util.List;
import java.util.stream.Collectors;

/// The refusals of a real API server, in its words.
final class Failures {

    private Failures() {}

    static ApiException notFound(Kind kind, String name) {
        return new ApiException(
                404,
                "NotFound",
                kind.name().groupResource() + " \"" + name + "\" not found",
                details(kind, kind.plural(), name));
    }

    static ApiException noSuchResource() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static ApiException notImitated(String what) {
        return new ApiException(
                501, "NotImplemented", "the sandbox does not imitate " + what + "; use a real cluster for it", null);
    }

    static ApiException alreadyExists(Kind kind, String name) {
        return new ApiException(
                409,
                "AlreadyExists",
                kind.name().groupResource() + " \"" + name + "\" already exists",
                details(kind, kind.plural(), name));
    }

    static ApiException conflict(Kind kind, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.name().groupResource() + " \"" + name + "\": " + why,
                details(kind, kind.plural(), name));
    }

    static ApiException modified(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiException forbidden(Kind kind, String name, String why, List<Cause> causes) {
        ObjectNode details = details(kind, kind.plural(), name);
        addCauses(details, causes);
        return new ApiException(
                403, "Forbidden", kind.name().groupResource() + " \"" + name + "\" is forbidden: " + why, details);
    }

    static ApiException invalid(Kind kind, String name, List<Cause> causes) {
        return invalid(kind.group(), kind.kind(), name, causes);
    }

    static ApiException invalid(String group, String kind, String name, List<Cause> causes) {
        ObjectNode details = Json.object();
        putText(details, "name", name);
        putText(details, "group", group);
        details.put("kind", kind);
        addCauses(details, causes);
        String list = causes.stream().map(Cause::text).distinct().collect(Collectors.joining(", "));
        String groupKind = group.isEmpty() ? kind : kind + "." + group;
        return new ApiException(
                422,
                "Invalid",
                groupKind + " \"" + name + "\" is invalid: " + (causes.size() > 1 ? "[" + list + "]" : list),
                details);
    }

    static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, null);
    }

    static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized", null);
    }

    static ApiException methodNotAllowed() {
        return new ApiException(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, Json.object());
    }

    static ApiException cannotDecode(Kind kind, String why) {
        return badRequest(kind.kind() + " in version \"" + kind.version() + "\" cannot be handled as a " + kind.kind()
                + ": " + why);
    }

    /// A JSON patch that does not apply: the real server hides the reason in the cause.
    static ApiException rejected(String why) {
        ObjectNode details = Json.object();
        addCauses(details, List.of(new Cause("UnexpectedServerResponse", "", why)));
        return new ApiException(
                422, "Invalid", "the server rejected our request due to an error in our request", details);
    }

    static ApiException tooLarge(int limit) {
        return new ApiException(
                413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, Json.object());
    }

    static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, null);
    }

    static ApiException internal(String message) {
        ObjectNode details = Json.object();
        addCauses(details, List.of(new Cause("", "", message)));
        return new ApiException(500, "InternalError", "Internal error occurred: " + message, details);
    }

    static ApiException retryLater(int code, String reason, String message, int seconds) {
        return new ApiException(code, reason, message, Json.object().put("retryAfterSeconds", seconds));
    }

    /// Several field managers want the same fields.
    static ApiException applyConflict(String message, List<Cause> conflicts) {
        ObjectNode details = Json.object();
        addCauses(details, conflicts);
        return new ApiException(409, "Conflict", message, details);
    }

    private static ObjectNode details(Kind kind, String named, String name) {
        ObjectNode details = Json.object();
        putText(details, "name", name);
        putText(details, "group", kind.group());
        return details.put("kind", named);
    }

    private static void putText(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    private static void addCauses(ObjectNode details, List<Cause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        ArrayNode array = details.putArray("causes");
        for (Cause cause : causes) {
            ObjectNode item = array.addObject();
            putText(item, "reason", cause.reason());
            putText(item, "message", cause.message());
            putText(item, "field", cause.field());
        }
    }
}
