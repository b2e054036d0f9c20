package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of a pod a user may set. There is no more on purpose: whatever is set here, the pod meets Pod Security
/// "restricted".
@ApiObject
public record PodTemplate(
        @JsonPropertyDescription("Requests and limits of the registry's container.") @Nullable
        ResourceRequirements resources,

        @JsonPropertyDescription("Labels that a node must have.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints that are tolerated.") @Size(max = 32)
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the pods.") @Nullable
        Affinity affinity,

        @JsonPropertyDescription("How pods spread over zones and nodes.") @Size(max = 8)
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("Secrets of this namespace to pull the registry's own image with.") @Size(max = 8)
        List<LocalObjectReference> imagePullSecrets) {
    public PodTemplate {
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        topologySpreadConstraints =
                topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
    }
}
