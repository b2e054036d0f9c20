package dev.roadstead.registry.telemetry;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.util.List;

/// `/healthz` and `/readyz`.
public final class ProbeHandler implements Handler {
    private final Readiness readiness;

    public ProbeHandler(Readiness readiness) {
        this.readiness = readiness;
    }

    public static boolean isProbe(Request request) {
        return request.path().equals("/healthz") || request.path().equals("/readyz");
    }

    @Override
    public Response handle(Request request) {
        if (!request.method().equals("GET") && !request.isHead()) {
            throw OciException.of(ErrorCode.UNSUPPORTED);
        }
        List<String> reasons = request.path().equals("/readyz") ? readiness.notReadyReasons() : List.of();
        Response response =
                reasons.isEmpty() ? Response.text(200, "ok\n") : Response.text(503, String.join("\n", reasons) + "\n");
        return response.with("Cache-Control", "no-store");
    }
}
