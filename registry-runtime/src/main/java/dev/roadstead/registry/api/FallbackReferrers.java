package dev.roadstead.registry.api;

import dev.roadstead.oci.Descriptor;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.Manifests;
import dev.roadstead.registry.content.StoredManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Referrers that a client without the referrers API listed in an index tagged `<algorithm>-<hex>` (distribution
/// specification, "Referrers Tag Schema"). Only what is stored is believed, not what the index says of it.
final class FallbackReferrers {
    private static final int MAX_LISTED = 1_000;
    private static final long MAX_READ_IN_BYTES = 16L << 20;

    private final Manifests manifests;

    FallbackReferrers(Manifests manifests) {
        this.manifests = manifests;
    }

    /// Those that do not name the subject themselves, and so are not found without the tag. Of a very long list, the
    /// beginning: reading it must not cost more than it is worth.
    List<Descriptor> find(Repository repository, Digest subject, @Nullable String artifactType) {
        List<Descriptor> found = new ArrayList<>();
        Optional<Manifest> index =
                manifests.find(repository, ReferrersTag.fallback(subject)).flatMap(FallbackReferrers::parse);
        if (index.isPresent() && index.get() instanceof Manifest.Index list) {
            long read = 0;
            for (Digest listed : list.manifests().stream()
                    .map(Descriptor::digest)
                    .distinct()
                    .limit(MAX_LISTED)
                    .toList()) {
                Optional<StoredManifest> stored = manifests.find(repository, new Reference.ByDigest(listed));
                read += stored.map(manifest -> manifest.content().length).orElse(0);
                if (read > MAX_READ_IN_BYTES) {
                    break;
                }
                stored.flatMap(manifest -> descriptor(manifest, subject))
                        .filter(referrer -> artifactType == null || artifactType.equals(referrer.artifactType()))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Descriptor> descriptor(StoredManifest stored, Digest subject) {
        Optional<Manifest> manifest = parse(stored);
        if (manifest.isEmpty() || names(manifest.get(), subject)) {
            return Optional.empty();
        }
        return Optional.of(new Descriptor(
                manifest.get().mediaType(),
                stored.digest(),
                stored.content().length,
                manifest.get().typeAsReferrer().orElse(null),
                manifest.get().annotations(),
                null));
    }

    private static boolean names(Manifest manifest, Digest subject) {
        Descriptor named = manifest.subject();
        return named != null && named.digest().equals(subject);
    }

    private static Optional<Manifest> parse(StoredManifest stored) {
        try {
            return Optional.of(Manifest.parse(stored.content(), stored.mediaType()));
        } catch (OciException _) {
            return Optional.empty();
        }
    }
}
