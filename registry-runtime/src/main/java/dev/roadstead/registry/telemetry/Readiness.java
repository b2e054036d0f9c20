package dev.roadstead.registry.telemetry;

import dev.roadstead.registry.content.ContentStore;
import java.io.IOException;
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

    /// Sentences; empty when ready.
    public List<String> notReadyReasons() {
        List<String> reasons = new ArrayList<>();
        if (draining) {
            reasons.add("the registry is shutting down");
        }
        try {
            content.checkWritable();
        } catch (IOException e) {
            reasons.add("the storage cannot be written: " + e.getMessage());
        }
        return reasons;
    }
}
