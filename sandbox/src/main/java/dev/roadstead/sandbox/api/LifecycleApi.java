package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.gc.Lifecycle;
import dev.roadstead.sandbox.kind.Kind;
import dev.roadstead.sandbox.kind.Kinds;
import dev.roadstead.sandbox.store.Key;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;

/// Writes of the garbage collector, through the same code as everybody's.
public final class LifecycleApi implements Lifecycle {

    private static final Principal COLLECTOR = Principal.system("serviceaccount:kube-system:generic-garbage-collector");
    private static final ApiRequest NO_REQUEST =
            ApiRequest.of("PATCH", "/", Map.of("user-agent", "kube-controller-manager"), Payload.NONE);

    private final Kinds kinds;
    private final Writes writes;
    private final Deletes deletes;

    LifecycleApi(Kinds kinds, Writes writes, Deletes deletes) {
        this.kinds = kinds;
        this.writes = writes;
        this.deletes = deletes;
    }

    @Override
    public void delete(Key key, String uid, boolean foreground) {
        DeleteOptions.Propagation propagation =
                foreground ? DeleteOptions.Propagation.FOREGROUND : DeleteOptions.Propagation.BACKGROUND;
        quietly(key, call -> deletes.delete(call, new DeleteOptions(null, propagation, uid, "")));
    }

    @Override
    public void edit(Key key, Consumer<ObjectNode> change) {
        quietly(
                key,
                call -> writes.update(
                        call,
                        live -> {
                            change.accept(live);
                            return live;
                        },
                        "patch"));
    }

    private void quietly(Key key, Consumer<Call> work) {
        Kind kind = kinds.stored(key.resource()).orElse(null);
        if (kind == null) {
            return;
        }
        String part = kind.has("finalize") ? "finalize" : "";
        Call call = new Call(NO_REQUEST, COLLECTOR, kind, key.namespace(), key.name(), part, new ArrayList<>());
        try {
            work.accept(call);
        } catch (ApiException failure) {
            // Gone, replaced or changed meanwhile: the next change brings the collector back to it.
            if (failure.code() != 404 && failure.code() != 409) {
                throw failure;
            }
        }
    }
}
