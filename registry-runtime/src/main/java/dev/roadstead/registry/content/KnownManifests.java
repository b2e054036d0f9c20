package dev.roadstead.registry.content;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.ManifestName;
import dev.roadstead.registry.metadata.ManifestTable.FoundManifest;
import dev.roadstead.registry.metadata.ManifestWatcher;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Manifests that were asked for lately, told again without asking the database. What is here is what the database
/// would say: the writer takes out what it is about to change before it commits, and what was read while it did so is
/// not taken in.
///
/// A digest is kept with its manifest, a tag with its digest.
final class KnownManifests implements ManifestWatcher {
    static final int LARGEST_IN_BYTES = 64 << 10;
    private static final int MANIFESTS_IN_BYTES = 4 << 20;
    private static final int TAGS_IN_BYTES = 1 << 20;
    /// Key, digest, map entry.
    private static final int OVERHEAD_IN_BYTES = 400;

    /// Repositories share a version with few others: what is pushed to one keeps little of another out.
    private static final int VERSIONS = 1024;

    private final Generations<ManifestName, FoundManifest> manifests = new Generations<>(MANIFESTS_IN_BYTES);
    private final Generations<ManifestName, Digest> tags = new Generations<>(TAGS_IN_BYTES);

    /// Odd while a change is under way. Guarded by this.
    private final int[] versions = new int[VERSIONS];

    /// Null when the database must be asked.
    @Nullable
    FoundManifest find(Repository repository, Reference reference, Instant now) {
        FoundManifest found = switch (reference) {
            case Reference.ByDigest(Digest digest) -> manifests.get(name(repository, digest));
            default -> tagged(repository, reference);
        };
        return found == null || found.mustTouch(now) ? null : found;
    }

    private @Nullable FoundManifest tagged(Repository repository, Reference tag) {
        Digest digest = tags.get(new ManifestName(repository.name(), tag.toString()));
        return digest == null ? null : manifests.get(name(repository, digest));
    }

    private static ManifestName name(Repository repository, Digest digest) {
        return new ManifestName(repository.name(), digest.toString());
    }

    /// To be asked before the database is, and given to [#keep].
    synchronized int version(Repository repository) {
        return versions[slot(repository.name())];
    }

    /// Takes in what the database said, unless that may have changed since [#version].
    void keep(Repository repository, Reference reference, FoundManifest found, int version) {
        int size = found.manifest().payload().length;
        if (size > LARGEST_IN_BYTES) {
            return;
        }
        Digest digest = found.manifest().digest();
        synchronized (this) {
            if (version % 2 != 0 || versions[slot(repository.name())] != version) {
                return;
            }
            manifests.put(name(repository, digest), found, size + OVERHEAD_IN_BYTES);
            if (!(reference instanceof Reference.ByDigest)) {
                tags.put(new ManifestName(repository.name(), reference.toString()), digest, OVERHEAD_IN_BYTES);
            }
        }
    }

    @Override
    public synchronized void changing(List<ManifestName> changed) {
        next(changed);
        for (ManifestName name : changed) {
            manifests.remove(name);
            tags.remove(name);
        }
    }

    @Override
    public synchronized void changed(List<ManifestName> changed) {
        next(changed);
    }

    private void next(List<ManifestName> changed) {
        changed.stream().mapToInt(name -> slot(name.repository())).distinct().forEach(slot -> versions[slot]++);
    }

    private static int slot(String repository) {
        return Math.floorMod(repository.hashCode(), VERSIONS);
    }
}
