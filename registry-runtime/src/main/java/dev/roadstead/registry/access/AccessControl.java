package dev.roadstead.registry.access;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.registry.http.ErrorResponses;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.settings.AppliedConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Lets a request through to the API, or asks who is there. An account may do everything; what the nameless may do, the
/// document says.
public final class AccessControl implements Handler, AppliedConfig.Part {
    private final Handler api;
    private volatile Rules rules = new Rules(new Access(false, false, List.of()));

    private record Rules(Access access, PasswordCheck passwords) {
        Rules(Access access) {
            this(access, new PasswordCheck(access.accounts()));
        }
    }

    public AccessControl(Handler api) {
        this.api = api;
    }

    @Override
    public Runnable prepare(RegistryConfig config) {
        Rules next = new Rules(config.access());
        return () -> {
            if (!next.access.equals(rules.access)) {
                rules = next;
            }
        };
    }

    @Override
    public Response handle(Request request) throws IOException {
        return isAllowed(request, PasswordCheck::account) ? api.handle(request) : challenge();
    }

    /// Hashes no password.
    @Override
    public @Nullable Response answerAtOnce(Request request) {
        return isAllowed(request, PasswordCheck::knownAccount) ? api.answerAtOnce(request) : null;
    }

    private boolean isAllowed(Request request, BiFunction<PasswordCheck, String, Optional<String>> account) {
        Rules now = rules;
        List<String> credentials = request.headers().all("Authorization");
        boolean nameless =
                credentials.isEmpty() || (credentials.size() == 1 && PasswordCheck.isEmpty(credentials.getFirst()));
        return nameless
                ? mayAnybody(request, now.access)
                : credentials.size() == 1
                        && account.apply(now.passwords, credentials.getFirst()).isPresent();
    }

    private static boolean mayAnybody(Request request, Access access) {
        if (request.path().equals("/v2/") || request.path().equals("/v2")) {
            // Docker learns from this answer alone whether to send the password that it has.
            return access.anonymousPush()
                    || (access.anonymousPull() && access.accounts().isEmpty());
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> access.anonymousPull();
            default -> access.anonymousPush();
        };
    }

    private static Response challenge() {
        return ErrorResponses.of(OciException.of(ErrorCode.UNAUTHORIZED))
                .with("WWW-Authenticate", "Basic realm=\"roadstead\"");
    }
}
