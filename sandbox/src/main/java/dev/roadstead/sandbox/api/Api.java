package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The front door: who asks, what for, and the answer. The one place where a refusal becomes a Status object.
public final class Api {

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    /// The largest body that is read, as a real API server has it.
    public static final int BODY_LIMIT = 3 * 1024 * 1024;

    private final Authenticator authenticator;
    private final Kinds kinds;
    private final Discovery discovery;
    private final Documents documents;
    private final ResourceApi resources;

    Api(Authenticator authenticator, Kinds kinds, Discovery discovery, Documents documents, ResourceApi resources) {
        this.authenticator = authenticator;
        this.kinds = kinds;
        this.discovery = discovery;
        this.documents = documents;
        this.resources = resources;
    }

    /// Answers a request that carries its token.
    public ApiResponse handle(ApiRequest request) {
        return guarded(request, () -> handle(request, authenticator.authenticate(request)));
    }

    /// Answers a request of somebody in this process.
    public ApiResponse handleAs(Principal principal, ApiRequest request) {
        return guarded(request, () -> handle(request, principal));
    }

    private interface Work {
        ApiResponse run();
    }

    private static ApiResponse guarded(ApiRequest request, Work work) {
        try {
            return work.run();
        } catch (ApiException refusal) {
            return refused(refusal);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("method", request.method())
                    .addKeyValue("path", request.path())
                    .log("request failed");
            return refused(Failures.internal(failure.toString()));
        }
    }

    private static ApiResponse refused(ApiException refusal) {
        int seconds = refusal.retryAfterSeconds();
        Map<String, List<String>> headers =
                seconds > 0 ? Map.of("Retry-After", List.of(Integer.toString(seconds))) : Map.of();
        return new ApiResponse.Whole(
                refusal.code(), "application/json", headers, Payload.of(Json.bytes(refusal.toStatus())));
    }

    private ApiResponse handle(ApiRequest request, Principal principal) {
        if (request.header("upgrade").equalsIgnoreCase("websocket")) {
            // 200 instead of 101 makes clients that try WebSockets first fall back to plain HTTP at once; after a 503
            // they
            // do so, too, but only when they have tried again for half a minute.
            throw new ApiException(200, "", "the sandbox speaks no WebSocket: watch over plain HTTP", null);
        }
        if (request.body().bytes().length > BODY_LIMIT) {
            throw Failures.tooLarge(BODY_LIMIT);
        }
        return switch (RequestPath.parse(request.path())) {
            case RequestPath.Root(boolean legacy) -> discovery.root(get(request), legacy);
            case RequestPath.Group(String group) -> {
                get(request);
                yield discovery.group(group);
            }
            case RequestPath.GroupVersion(String group, String version) -> {
                get(request);
                yield discovery.resources(group, version);
            }
            case RequestPath.Resource resource -> resource(request, principal, resource);
            case RequestPath.Other(String path) -> documents.get(get(request), path);
        };
    }

    private static ApiRequest get(ApiRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw Failures.methodNotAllowed();
        }
        return request;
    }

    private ApiResponse resource(ApiRequest request, Principal principal, RequestPath.Resource path) {
        Kind kind = kinds.find(path.group(), path.version(), path.plural()).orElseThrow(Failures::noSuchResource);
        if (!kind.namespaced() && !path.namespace().isEmpty()) {
            throw Failures.noSuchResource();
        }
        if (kind.namespaced() && path.namespace().isEmpty() && !path.name().isEmpty()) {
            throw Failures.noSuchResource();
        }
        List<String> warnings = new ArrayList<>();
        Call call = new Call(request, principal, kind, path.namespace(), path.name(), path.subresource(), warnings);
        return withWarnings(resources.serve(call), warnings);
    }

    private static ApiResponse withWarnings(ApiResponse response, List<String> warnings) {
        if (warnings.isEmpty() || !(response instanceof ApiResponse.Whole whole)) {
            return response;
        }
        Map<String, List<String>> headers = new HashMap<>(whole.headers());
        headers.put(
                "Warning",
                warnings.stream()
                        .map(warning ->
                                "299 - \"" + warning.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .toList());
        return new ApiResponse.Whole(whole.status(), whole.contentType(), headers, whole.body());
    }

    /// A Success status, the answer to most deletions.
    static ObjectNode success(Kind kind, String name, String uid) {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", name);
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural()).put("uid", uid);
        return status;
    }
}
