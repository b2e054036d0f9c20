package dev.roadstead.oci;

import java.util.Map;

/// A request that cannot be served. It is written to the wire in one place, as the specification's `errors` object,
/// with this HTTP status.
/// It carries no stack trace: it tells of the request, not of the program.
public final class OciException extends RuntimeException {
    private final ErrorCode code;
    private final int status;
    private final Map<String, String> detail;

    public OciException(ErrorCode code, int status, String message, Map<String, String> detail) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = Map.copyOf(detail);
    }

    public static OciException of(ErrorCode code) {
        return new OciException(code, code.status(), code.defaultMessage(), Map.of());
    }

    public static OciException of(ErrorCode code, String message) {
        return new OciException(code, code.status(), message, Map.of());
    }

    public static OciException of(ErrorCode code, String message, Map<String, String> detail) {
        return new OciException(code, code.status(), message, detail);
    }

    /// For the few cases where the specification names another status than the code's own (413, 416, 507, …).
    public static OciException withStatus(ErrorCode code, int status, String message) {
        return new OciException(code, status, message, Map.of());
    }

    public ErrorCode code() {
        return code;
    }

    public int status() {
        return status;
    }

    public Map<String, String> detail() {
        return detail;
    }
}
