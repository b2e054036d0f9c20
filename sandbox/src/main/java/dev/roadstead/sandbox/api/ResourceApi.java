package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.store.Meta;
import java.util.List;
import java.util.Set;

/// One resource request: from HTTP method and path to a verb, through injected faults, to the part that does it.
final class ResourceApi {

    private static final Set<String> NOT_IMITATED =
            Set.of("exec", "attach", "portforward", "proxy", "eviction", "ephemeralcontainers", "resize");
    private static final Set<String> RETURNED_WHEN_DELETED =
            Set.of("/pods", "/services", "/persistentvolumeclaims", "/persistentvolumes", "/serviceaccounts");

    private final Reads reads;
    private final Watches watches;
    private final Writes writes;
    private final Patches patches;
    private final Deletes deletes;
    private final Reviews reviews;
    private final LogReader logs;
    private final Faults faults;

    ResourceApi(
            Reads reads,
            Watches watches,
            Writes writes,
            Patches patches,
            Deletes deletes,
            Reviews reviews,
            LogReader logs,
            Faults faults) {
        this.reads = reads;
        this.watches = watches;
        this.writes = writes;
        this.patches = patches;
        this.deletes = deletes;
        this.reviews = reviews;
        this.logs = logs;
        this.faults = faults;
    }

    ApiResponse serve(Call call) {
        String verb = verb(call);
        Faults.Effect effect = faults.onRequest(verb, call.kind(), call.subresource(), call.name());
        if (effect instanceof Faults.Effect.Answer answer) {
            throw Faults.failure(answer, call.kind(), call.name());
        }
        if (effect instanceof Faults.Effect.Silence silence) {
            faults.keep(silence);
            return new ApiResponse.Cut();
        }
        ApiResponse response = call.isOn("") ? main(call, verb) : subresource(call, verb);
        return effect instanceof Faults.Effect.CutAfter ? new ApiResponse.Cut() : response;
    }

    private static String verb(Call call) {
        boolean collection = call.name().isEmpty();
        return switch (call.request().method()) {
            case "GET", "HEAD" -> collection ? call.query().isTrue("watch") ? "watch" : "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> collection ? "deletecollection" : "delete";
            default -> throw Failures.methodNotAllowed();
        };
    }

    private ApiResponse main(Call call, String verb) {
        if (call.kind().access() == Kind.Access.REVIEW) {
            if (!verb.equals("create")) {
                throw Failures.methodNotAllowed();
            }
            return ApiResponse.json(201, reviews.answer(call, Bodies.object(call.request())));
        }
        Rendering rendering = Rendering.of(call.request());
        return switch (verb) {
            case "get" -> rendering.respond(call, 200, reads.get(call));
            case "list" -> rendering.respond(call, 200, reads.list(call));
            case "watch" -> watches.watch(call, rendering);
            case "create" -> create(call, rendering);
            case "update" -> {
                ObjectNode body = Bodies.object(call.request());
                yield written(call, rendering, writes.update(call, _ -> body.deepCopy(), "update"));
            }
            case "patch" -> written(call, rendering, patches.patch(call));
            case "delete" -> delete(call, rendering);
            default -> deleteCollection(call, rendering);
        };
    }

    private ApiResponse create(Call call, Rendering rendering) {
        if (!call.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        if (call.kind().namespaced() && call.namespace().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        return written(call, rendering, writes.create(call, Bodies.object(call.request()), "create"));
    }

    private static ApiResponse written(Call call, Rendering rendering, Committed committed) {
        if (call.kind().name().groupResource().startsWith("validatingadmissionpolic")) {
            call.warnings().add("the sandbox stores admission policies but does not enforce them");
        }
        ObjectNode object =
                call.isOn("scale") ? Subresources.scale(call.kind(), committed.object()) : committed.object();
        return rendering.respond(call, committed.outcome() == Committed.Outcome.CREATED ? 201 : 200, object);
    }

    private ApiResponse delete(Call call, Rendering rendering) {
        Committed committed = deletes.delete(call, DeleteOptions.of(call.request()));
        boolean gone = committed.outcome() == Committed.Outcome.REMOVED;
        if (gone && !RETURNED_WHEN_DELETED.contains(call.kind().resource())) {
            return ApiResponse.json(200, Api.success(call.kind(), call.name(), Meta.uid(committed.object())));
        }
        return rendering.respond(call, 200, committed.object());
    }

    private ApiResponse deleteCollection(Call call, Rendering rendering) {
        if (call.kind().namespaced() && call.namespace().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        DeleteOptions options = DeleteOptions.of(call.request());
        ObjectNode list = reads.list(call);
        for (JsonNode item : list.path("items")) {
            try {
                deletes.delete(call.named(item.path("metadata").path("name").asText()), options);
            } catch (ApiException failure) {
                if (failure.code() != 404) {
                    throw failure;
                }
            }
        }
        return rendering.respond(call, 200, list);
    }

    private ApiResponse subresource(Call call, String verb) {
        if (NOT_IMITATED.contains(call.subresource())) {
            throw Failures.notImitated(call.kind().plural() + "/" + call.subresource());
        }
        if (!call.kind().has(call.subresource())) {
            throw Failures.noSuchResource();
        }
        return switch (call.subresource()) {
            case "status" -> status(call, verb);
            case "scale" -> scale(call, verb);
            case "log" -> {
                require(verb, List.of("get"));
                yield logs.read(call);
            }
            case "token" -> {
                require(verb, List.of("create"));
                yield ApiResponse.json(201, reviews.token(call));
            }
            case "binding" -> {
                require(verb, List.of("create"));
                ObjectNode binding = Bodies.object(call.request());
                writes.update(call, pod -> Reviews.bind(pod, binding), "create");
                yield ApiResponse.json(201, Api.success(call.kind(), call.name(), ""));
            }
            case "finalize" -> {
                require(verb, List.of("update"));
                ObjectNode body = Bodies.object(call.request());
                yield written(call, Rendering.OBJECT, writes.update(call, _ -> body.deepCopy(), "update"));
            }
            default -> throw Failures.noSuchResource();
        };
    }

    private ApiResponse status(Call call, String verb) {
        require(verb, List.of("get", "update", "patch"));
        Rendering rendering = Rendering.of(call.request());
        if (verb.equals("get")) {
            return rendering.respond(call, 200, reads.get(call));
        }
        if (verb.equals("patch")) {
            return written(call, rendering, patches.patch(call));
        }
        ObjectNode body = Bodies.object(call.request());
        return written(call, rendering, writes.update(call, _ -> body.deepCopy(), verb));
    }

    private ApiResponse scale(Call call, String verb) {
        require(verb, List.of("get", "update", "patch"));
        if (verb.equals("get")) {
            return ApiResponse.json(200, Subresources.scale(call.kind(), reads.get(call)));
        }
        if (verb.equals("patch")) {
            return written(call, Rendering.OBJECT, patches.patch(call));
        }
        ObjectNode body = Bodies.object(call.request());
        return written(
                call,
                Rendering.OBJECT,
                writes.update(call, live -> Subresources.withScale(call.kind(), live, body), verb));
    }

    private static void require(String verb, List<String> allowed) {
        if (!allowed.contains(verb)) {
            throw Failures.methodNotAllowed();
        }
    }
}
