package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/// How an object is to be deleted; from the body, or from the query where the body says nothing.
record DeleteOptions(@Nullable Long gracePeriodSeconds, Propagation propagation, String uid, String resourceVersion) {

    /// What becomes of the dependents.
    enum Propagation {
        DEFAULT,
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    static final DeleteOptions BACKGROUND = new DeleteOptions(null, Propagation.BACKGROUND, "", "");

    static DeleteOptions of(ApiRequest request) {
        JsonNode body = Bodies.optional(request);
        String policy = body.path("propagationPolicy").asText(request.query().text("propagationPolicy"));
        String orphan = body.path("orphanDependents").asText(request.query().text("orphanDependents"));
        Long grace = body.hasNonNull("gracePeriodSeconds")
                ? Long.valueOf(body.path("gracePeriodSeconds").asLong())
                : request.query().text("gracePeriodSeconds").isEmpty()
                        ? null
                        : Long.valueOf(request.query().number("gracePeriodSeconds", 0));
        JsonNode preconditions = body.path("preconditions");
        return new DeleteOptions(
                grace,
                propagation(policy, orphan),
                preconditions.path("uid").asText(""),
                preconditions.path("resourceVersion").asText(""));
    }

    private static Propagation propagation(String policy, String orphan) {
        return switch (policy) {
            case "" ->
                orphan.equals("true")
                        ? Propagation.ORPHAN
                        : orphan.equals("false") ? Propagation.BACKGROUND : Propagation.DEFAULT;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw Failures.badRequest("propagationPolicy: Unsupported value: \"" + policy
                        + "\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"");
        };
    }
}
