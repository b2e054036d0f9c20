package dev.roadstead.registry.admin;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.config.RuntimeStatuses;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.settings.AppliedConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/admin/v1/…`, for the operator alone: whoever gets here has proven in the TLS handshake to be it.
public final class AdminHandler implements Handler {
    /// The name in the operator's client certificate.
    public static final String OPERATOR = "spiffe://roadstead.dev/operator";

    private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);
    private static final int MAX_DOCUMENT_SIZE_IN_BYTES = 4 << 20;
    private static final int UNPROCESSABLE = 422;

    private final AppliedConfig applied;
    private final Supplier<RuntimeStatus> status;

    public AdminHandler(AppliedConfig applied, Supplier<RuntimeStatus> status) {
        this.applied = applied;
        this.status = status;
    }

    @Override
    public Response handle(Request request) throws IOException {
        return switch (request.method() + " " + request.path()) {
            case "GET /admin/v1/status" -> json(200, status.get());
            case "PUT /admin/v1/config" -> apply(body(request));
            default -> throw OciException.withStatus(ErrorCode.UNSUPPORTED, 404, "the admin API has no such path");
        };
    }

    private Response apply(String yaml) {
        try {
            String before = applied.hash();
            String hash = applied.apply(yaml);
            if (!hash.equals(before)) {
                LOG.atInfo().addKeyValue("hash", hash).log("applied a new config");
            }
            return json(200, new RuntimeStatus.Applied(hash));
        } catch (InvalidConfigException e) {
            LOG.atWarn()
                    .addKeyValue("field", e.field())
                    .addKeyValue("reason", e.getMessage())
                    .log("refused a config, the old one stays");
            return json(UNPROCESSABLE, new RuntimeStatus.Refused(e.field(), String.valueOf(e.getMessage())));
        }
    }

    private static Response json(int status, Object answer) {
        return Response.of(
                status, "application/json", RuntimeStatuses.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    private static String body(Request request) throws IOException {
        byte[] content = request.readAll(
                MAX_DOCUMENT_SIZE_IN_BYTES,
                () -> OciException.withStatus(ErrorCode.SIZE_INVALID, 413, "the document is larger than 4 MiB"));
        return new String(content, StandardCharsets.UTF_8);
    }
}
