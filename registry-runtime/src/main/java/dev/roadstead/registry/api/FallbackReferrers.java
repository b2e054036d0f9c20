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

    private final Manifests manifests;

    FallbackReferrers(Manifests manifests) {
        this.manifests = manifests;
    }

    /// Those that do not name the subject themselves, and so are not found without the tag.
    List<Descriptor> find(Repository repository, Digest subject, @Nullable String artifactType) {
        List<Descriptor> found = new ArrayList<>();
        Optional<Manifest> index =
                manifests.find(repository, ReferrersTag.fallback(subject)).flatMap(FallbackReferrers::parse);
        if (index.isPresent() && index.get() instanceof Manifest.Index list) {
            for (Descriptor listed :
                    list.manifests().subList(0, Math.min(list.manifests().size(), MAX_LISTED))) {
                descriptor(repository, listed.digest(), subject)
                        .filter(referrer -> artifactType == null || artifactType.equals(referrer.artifactType()))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Descriptor> descriptor(Repository repository, Digest digest, Digest subject) {
        Optional<StoredManifest> stored = manifests.find(repository, new Reference.ByDigest(digest));
        Optional<Manifest> manifest = stored.flatMap(FallbackReferrers::parse);
        if (manifest.isEmpty() || names(manifest.get(), subject)) {
            return Optional.empty();
        }
        return Optional.of(new Descriptor(
                manifest.get().mediaType(),
                digest,
                stored.get().content().length,
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
