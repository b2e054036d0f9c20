package dev.roadstead.registry.gc;

import dev.roadstead.registry.gc.Removal.Kind;
import dev.roadstead.registry.metadata.ManifestRemoval;
import dev.roadstead.registry.metadata.ManifestReviewTable;
import dev.roadstead.registry.metadata.ManifestReviewTable.Due;
import dev.roadstead.registry.metadata.ManifestReviewTable.Holds;
import dev.roadstead.registry.metadata.ManifestReviewTable.ManifestKey;
import dev.roadstead.registry.metadata.ManifestReviewTable.State;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.Touch;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Manifests whose review is due.
record ManifestQueue(Due due, @Nullable Duration untaggedKeepFor, Run.Times times) implements Run.Queue<ManifestKey> {

    /// The queues of these settings: what was never looked at, and what was left untagged and is now kept long enough.
    static List<ManifestQueue> of(GcSettings settings, Run.Times times) {
        Instant asOf = times.asOf();
        Instant touchedBefore = Touch.dueBefore(asOf, settings.grace());
        Duration keepFor = settings.untaggedKeepFor();
        List<ManifestQueue> queues = new ArrayList<>();
        queues.add(new ManifestQueue(new Due(State.OPEN, touchedBefore, asOf), keepFor, times));
        if (keepFor != null) {
            queues.add(new ManifestQueue(new Due(State.UNTAGGED, touchedBefore, asOf.minus(keepFor)), keepFor, times));
        }
        return queues;
    }

    @Override
    public List<ManifestKey> page(Session session, @Nullable ManifestKey after, int limit) throws SQLException {
        return ManifestReviewTable.listDue(session, due, after == null ? ManifestKey.FIRST : after, limit);
    }

    @Override
    public List<Removal> settle(Session session, ManifestKey manifest) throws SQLException {
        Optional<Holds> holds = ManifestReviewTable.holds(session, manifest, due.touchedBefore());
        if (holds.isEmpty()) {
            return List.of();
        }
        return switch (ManifestFate.of(holds.get(), untaggedKeepFor, times.asOf())) {
            case KEPT -> {
                ManifestReviewTable.close(session, manifest);
                yield List.of();
            }
            case WAITS -> {
                ManifestReviewTable.park(session, manifest);
                yield List.of();
            }
            case COLLECTED -> collect(session, manifest);
        };
    }

    private List<Removal> collect(Session session, ManifestKey manifest) throws SQLException {
        long size = ManifestTable.size(session, manifest.repoId(), manifest.digest())
                .orElse(0L);
        ManifestRemoval.remove(session, manifest.repoId(), manifest.digest(), times.now());
        return List.of(new Removal(Kind.MANIFEST_TRASHED, manifest.digest().toString(), size));
    }
}
