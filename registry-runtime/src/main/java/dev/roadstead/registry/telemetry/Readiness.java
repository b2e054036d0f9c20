package dev.roadstead.registry.telemetry;

import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.storage.StorageFault;
import java.util.ArrayList;
import java.util.List;

/// Whether this registry should be sent requests, and if not, why.
public final class Readiness {
    private final ContentStore content;
    private volatile boolean draining;

    public Readiness(ContentStore content) {
        this.content = content;
    }

    public void startDraining() {
        draining = true;
    }

    /// Sentences; empty where all that may be asked of this registry works.
    public List<String> notReadyReasons() {
        List<String> reasons = new ArrayList<>(unavailableReasons());
        reasons.addAll(degradedReasons());
        return reasons;
    }

    /// Why nobody should be sent here. After an error of the disk nothing is known of what it keeps, until something
    /// was written anew.
    List<String> unavailableReasons() {
        List<String> reasons = new ArrayList<>();
        if (draining) {
            reasons.add("the registry is shutting down");
        }
        content.storageFault().filter(StorageFault.IO_ERROR::equals).ifPresent(fault -> reasons.add(fault.sentence()));
        return reasons;
    }

    /// What pushes meet while pulls go on: to take those away, too, would help nobody.
    List<String> degradedReasons() {
        return content
                .storageFault()
                .filter(fault -> fault != StorageFault.IO_ERROR)
                .map(StorageFault::sentence)
                .stream()
                .toList();
    }
}
