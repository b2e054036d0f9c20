package dev.roadstead.registry.metadata;

import java.util.List;

/// Told of the manifests that a transaction changes, on the thread that writes.
public interface ManifestWatcher {
    /// Before the commit: from now on a reader may find the old state or the new one.
    void changing(List<ManifestName> manifests);

    /// After the commit, or after it failed: all readers find the same. Before anybody is told that it succeeded.
    void changed(List<ManifestName> manifests);
}
