package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// A Registry of any namespace: for cluster-scoped kinds only.
@ApiObject
public record NamespacedRegistryReference(
        @JsonPropertyDescription("Namespace of the Registry.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern(Api.DNS_LABEL)
        String namespace,

        @JsonPropertyDescription("Name of the Registry.") @Required @Size(min = 1, max = 40) @Pattern(Api.DNS_LABEL)
        String name) {}
