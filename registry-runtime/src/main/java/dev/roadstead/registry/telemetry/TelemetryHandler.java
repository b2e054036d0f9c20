package dev.roadstead.registry.telemetry;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import java.nio.charset.StandardCharsets;

/// The telemetry port: the probes and `/metrics`.
public final class TelemetryHandler implements Handler {
    private final ProbeHandler probes;
    private final Metrics metrics;

    public TelemetryHandler(ProbeHandler probes, Metrics metrics) {
        this.probes = probes;
        this.metrics = metrics;
    }

    @Override
    public Response handle(Request request) {
        if (ProbeHandler.isProbe(request)) {
            return probes.handle(request);
        }
        if (request.path().equals("/metrics") && request.method().equals("GET")) {
            return Response.of(
                    200,
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.scrape().getBytes(StandardCharsets.UTF_8));
        }
        throw OciException.withStatus(ErrorCode.UNSUPPORTED, 404, "there are /healthz, /readyz and /metrics here");
    }
}
