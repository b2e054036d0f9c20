package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/// Which node a NodeState tells of.
@ApiObject
public record NodeStateSpec(
        @JsonPropertyDescription("Name of the Node, which is this object's own name, too.")
        @Required
        @Size(min = 1, max = 253)
        String nodeName) {}
