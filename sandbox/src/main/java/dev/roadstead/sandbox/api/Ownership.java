package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.kind.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps managedFields and carries out server-side apply.
final class Ownership {

    /// The object after an apply; a conflict with other managers is refused.
    ObjectNode apply(Call call, @Nullable ObjectNode live, ObjectNode applied, Instant now) {
        if (call.dryRun()) {
            return applied;
        }
        throw Failures.unsupportedMediaType("server-side apply is not wired in");
    }

    /// Notes in `after` who changed which fields.
    void recordUpdate(Kind kind, Call call, @Nullable ObjectNode before, ObjectNode after, Instant now) {}
}
