package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes to the pods that run the registry.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryTemplate(
        @JsonPropertyDescription("Labels of the pods, besides those that the operator sets.") @Size(max = 64)
        @Nullable Map<String, String> labels,

        @JsonPropertyDescription("Annotations of the pods.") @Size(max = 64) @Nullable Map<String, String> annotations,

        @JsonPropertyDescription("Image of the registry. Absent means the one that the operator was released with.") @Size(min = 1, max = 512)
        @Nullable String image,

        @JsonPropertyDescription("Secrets to pull the image with.") @Size(max = 16)
        @Nullable List<ObjectReference> imagePullSecrets,

        @JsonPropertyDescription("CPU and memory of the registry's container. Absent means the operator's defaults.")
        @Nullable ResourceRequirements resources,

        @JsonPropertyDescription("Labels of the nodes that the pods may run on.") @Size(max = 64)
        @Nullable Map<String, String> nodeSelector,

        @JsonPropertyDescription("Taints that the pods tolerate.") @Size(max = 64)
        @Nullable List<Toleration> tolerations,

        @JsonPropertyDescription("Which nodes and pods the pods prefer or avoid.") @Nullable Affinity affinity,

        @JsonPropertyDescription("How the pods spread over the cluster.") @Size(max = 16)
        @Nullable List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("PriorityClass of the pods.") @Size(min = 1, max = 253)
        @Nullable String priorityClassName) {

    public RegistryTemplate {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        topologySpreadConstraints =
                topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
    }
}
