package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// A Registry in the namespace of the object that refers to it.
@ApiObject
public record RegistryReference(
        @JsonPropertyDescription("Name of a Registry in this object's own namespace.")
        @Required
        @Size(min = 1, max = 40)
        @Pattern(Api.DNS_LABEL)
        String name) {}
