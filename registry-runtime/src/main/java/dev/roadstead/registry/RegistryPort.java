package dev.roadstead.registry;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.telemetry.ProbeHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What clients reach: the API, and the two probes.
record RegistryPort(Handler api, Handler probes) implements Handler {
    @Override
    public Response handle(Request request) throws IOException {
        if (request.path().equals("/v2") || request.path().startsWith("/v2/")) {
            return api.handle(request);
        }
        if (ProbeHandler.isProbe(request)) {
            return probes.handle(request);
        }
        throw OciException.withStatus(ErrorCode.UNSUPPORTED, 404, "the API is below /v2/");
    }

    @Override
    public @Nullable Response answerAtOnce(Request request) {
        return request.path().startsWith("/v2/") ? api.answerAtOnce(request) : null;
    }
}
