package dev.roadstead.registry.gc;

import java.util.ArrayList;
import java.util.List;

/// The first of what a run takes, for people who look at a plan.
final class Sample {
    private static final int MOST = 10;

    private final List<String> names = new ArrayList<>();

    void add(Removal removal) {
        if (names.size() < MOST) {
            String what = switch (removal.kind()) {
                case MANIFEST_TRASHED -> "manifest to the trash: ";
                case BLOB_TRASHED -> "blob to the trash: ";
                case MANIFEST_PURGED -> "manifest for good: ";
                case BLOB_RECLAIMED -> "blob for good: ";
                case UPLOAD_ENDED -> "upload: ";
                case BLOB_UNLINKED -> "";
            };
            if (!what.isEmpty()) {
                names.add(what + removal.name());
            }
        }
    }

    List<String> names() {
        return List.copyOf(names);
    }
}
