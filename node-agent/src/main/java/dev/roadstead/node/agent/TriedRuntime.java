package dev.roadstead.node.agent;

import dev.roadstead.node.proof.Prover.PathProof;
import dev.roadstead.node.runtime.RuntimeState;
import org.jspecify.annotations.Nullable;

/// The node's runtime by its configuration, and by the last pull that tried it: that has the last word for as long as
/// the configuration says the same. Used by one thread.
final class TriedRuntime {
    private @Nullable RuntimeState configured;
    private @Nullable PathProof last;

    /// @return whether it is another one, or configured in another way, than when a pull tried it
    boolean discovered(RuntimeState now) {
        boolean isOther = last != null && !now.equals(configured);
        if (isOther) {
            last = null;
        }
        configured = now;
        return isOther;
    }

    void tried(PathProof path) {
        last = path;
    }

    /// After [#discovered].
    RuntimeState state() {
        RuntimeState found = configured;
        if (found == null) {
            throw new IllegalStateException("nothing was discovered yet");
        }
        return switch (last) {
            case null -> found;
            case PathProof.Used _ -> found.proven();
            case PathProof.NotUsed notUsed -> notUsed.byContainerd() ? found.refuted() : found;
        };
    }
}
