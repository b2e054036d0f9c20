package dev.roadstead.registry.api;

import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StorageUnavailableException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the client what is wrong with the disk: 507 where room is missing, 503 where only the machine's owner can
/// help.
/// The specification has no code for either.
public record StorageRefusals(Handler next) implements Handler {
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "10";

    @Override
    public Response handle(Request request) throws IOException {
        try {
            return next.handle(request);
        } catch (IOException | RuntimeException e) {
            Optional<StorageFault> fault = StorageUnavailableException.faultOf(e);
            if (fault.isEmpty()) {
                throw e;
            }
            return refusal(fault.get());
        }
    }

    @Override
    public @Nullable Response answerAtOnce(Request request) {
        return next.answerAtOnce(request);
    }

    private static Response refusal(StorageFault fault) {
        int status = fault == StorageFault.FULL ? INSUFFICIENT_STORAGE : SERVICE_UNAVAILABLE;
        return ErrorResponses.of(
                        OciException.withStatus(ErrorCode.DENIED, status, fault.sentence() + ": " + fault.wayOut()))
                .with("Retry-After", RETRY_AFTER_SECONDS);
    }
}
