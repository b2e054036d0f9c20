package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// A Secret or ConfigMap, by name; which of both, in which namespace and with which keys, the field that holds it says.
@ApiObject
public record ObjectReference(
        @JsonPropertyDescription("Name of the object.") @Required @Size(min = 1, max = 253)
        String name) {}
