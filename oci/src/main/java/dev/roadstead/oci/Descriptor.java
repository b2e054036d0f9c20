package dev.roadstead.oci;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A typed, sized link to content by digest (image specification, descriptor.md). Fields that no part of Roadstead
/// reads (`urls`, `data`) are checked or skipped, never kept.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Descriptor(
        String mediaType,
        Digest digest,

        @JsonProperty("size") @JsonInclude(JsonInclude.Include.ALWAYS)
        long sizeInBytes,

        @Nullable String artifactType,
        Map<String, String> annotations,
        @Nullable Platform platform) {

    public Descriptor {
        annotations = Annotations.copyOf(annotations);
    }

    public static Descriptor of(String mediaType, Digest digest, long sizeInBytes) {
        return new Descriptor(mediaType, digest, sizeInBytes, null, Map.of(), null);
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Platform(
            String os, String architecture, @Nullable String variant) {}
}
