package dev.roadstead.oci;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a manifest says, read from its bytes. The bytes themselves are what is stored, served and hashed; a manifest is
/// never written back from this form.
public sealed interface Manifest {

    String mediaType();

    @Nullable
    String artifactType();

    @Nullable
    Descriptor subject();

    Map<String, String> annotations();

    /// The type under which this manifest is listed among its subject's referrers (distribution specification, "Listing
    /// Referrers").
    Optional<String> typeAsReferrer();

    /// One image or artifact.
    record Image(
            String mediaType,
            @Nullable String artifactType,
            Descriptor config,
            List<Descriptor> layers,
            @Nullable Descriptor subject,
            Map<String, String> annotations)
            implements Manifest {
        public Image {
            layers = List.copyOf(layers);
            annotations = Annotations.copyOf(annotations);
        }

        @Override
        public Optional<String> typeAsReferrer() {
            return Optional.of(artifactType == null || artifactType.isEmpty() ? config.mediaType() : artifactType);
        }
    }

    /// A list of manifests, such as the platforms of an image.
    record Index(
            String mediaType,
            @Nullable String artifactType,
            List<Descriptor> manifests,
            @Nullable Descriptor subject,
            Map<String, String> annotations)
            implements Manifest {
        public Index {
            manifests = List.copyOf(manifests);
            annotations = Annotations.copyOf(annotations);
        }

        @Override
        public Optional<String> typeAsReferrer() {
            return Optional.ofNullable(artifactType).filter(type -> !type.isEmpty());
        }
    }

    /// Reads and checks manifest bytes. Throws [OciException] with `MANIFEST_INVALID` when they are ambiguous or not a
    /// manifest of a supported type.
    ///
    /// @param contentType the `Content-Type` they came with, possibly with parameters
    static Manifest parse(byte[] content, @Nullable String contentType) {
        return ManifestParser.parse(content, contentType);
    }
}
