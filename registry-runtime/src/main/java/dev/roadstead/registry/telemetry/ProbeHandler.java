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
        Response response = request.path().equals("/readyz") ? ready() : Response.text(200, "ok\n");
        return response.with("Cache-Control", "no-store");
    }

    private Response ready() {
        List<String> unavailable = readiness.unavailableReasons();
        if (!unavailable.isEmpty()) {
            return Response.text(503, String.join("\n", unavailable) + "\n");
        }
        List<String> degraded = readiness.degradedReasons();
        return Response.text(200, degraded.isEmpty() ? "ok\n" : "degraded: " + String.join("\n", degraded) + "\n");
    }
}
