package dev.roadstead.sandbox.gc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Key;
import java.util.function.Consumer;

/// How the collector writes: as any client does, with finalizers, generation and watch events. An object that is gone
/// already is no failure.
public interface Lifecycle {

    /// Deletes the object if it still has this uid.
    void delete(Key key, String uid, boolean foreground);

    /// Changes the live object in place.
    void edit(Key key, Consumer<ObjectNode> change);
}
