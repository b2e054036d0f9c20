package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A request that is refused: thrown anywhere below `Api`, written as a Status object there and nowhere else.
public final class ApiException extends RuntimeException {

    private final int code;
    private final String reason;
    private final @Nullable ObjectNode details;
    private String continueToken = "";

    ApiException(int code, String reason, String message, @Nullable ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    ApiException withContinue(String token) {
        continueToken = token;
        return this;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /// Seconds after which the client may try again; 0 for none.
    int retryAfterSeconds() {
        return details == null ? 0 : details.path("retryAfterSeconds").asInt(0);
    }

    ObjectNode toStatus() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        ObjectNode metadata = status.putObject("metadata");
        if (!continueToken.isEmpty()) {
            metadata.put("continue", continueToken);
        }
        status.put("status", "Failure").put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null) {
            status.set("details", details);
        }
        return status.put("code", code);
    }
}
