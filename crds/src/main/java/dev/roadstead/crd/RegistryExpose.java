package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the registry is reached.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistryExpose(
        @JsonPropertyDescription("The Service in front of the registry pods.") @Nullable Service service,

        @JsonPropertyDescription("An Ingress for spec.host.") @Nullable Ingress ingress,

        @JsonPropertyDescription("An HTTPRoute for spec.host, where the cluster serves the Gateway API.")
        @Nullable Gateway gateway) {

    /// The Service in front of the registry pods.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.nodePort) || (has(self.type) && self.type != 'ClusterIP')",
            fieldPath = ".nodePort",
            message = "expose.service.nodePort needs expose.service.type NodePort or LoadBalancer")
    @ValidationRule(
            value = "!has(self.loadBalancerClass) || (has(self.type) && self.type == 'LoadBalancer')",
            message = "expose.service.loadBalancerClass needs expose.service.type LoadBalancer")
    public record Service(
            @JsonPropertyDescription("Type of the Service.") @Default("ClusterIP") @Nullable Type type,

            @JsonPropertyDescription("Port of the Service.") @Default("5000") @Min(1) @Max(65_535)
            @Nullable Integer port,

            @JsonPropertyDescription("Port on every node, for types NodePort and LoadBalancer. Absent means one that the"
                    + " cluster picks.")
            @Min(1)
            @Max(65_535)
            @Nullable Integer nodePort,

            @JsonPropertyDescription("Implementation of the load balancer, for type LoadBalancer.") @Size(min = 1, max = 253)
            @Nullable String loadBalancerClass,

            @JsonPropertyDescription("Annotations of the Service.") @Size(max = 64)
            @Nullable Map<String, String> annotations) {

        public Service {
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }

        /// Constants are spelled as in Kubernetes.
        public enum Type {
            ClusterIP,
            NodePort,
            LoadBalancer
        }
    }

    /// An Ingress for the registry's host.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ingress(
            @JsonPropertyDescription("IngressClass. Absent means the cluster's default.") @Size(min = 1, max = 253)
            @Nullable String className,

            @JsonPropertyDescription("Secret with keys tls.crt and tls.key that the ingress controller serves. Absent"
                    + " means the registry's own certificate.")
            @Nullable ObjectReference tlsSecretRef,

            @JsonPropertyDescription("Annotations of the Ingress.") @Size(max = 64)
            @Nullable Map<String, String> annotations) {

        public Ingress {
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }
    }

    /// An HTTPRoute for the registry's host.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gateway(
            @JsonPropertyDescription("Gateways of this namespace that the route attaches to.") @Required @Size(min = 1, max = 16)
            @Nullable List<GatewayReference> parentRefs,

            @JsonPropertyDescription("Annotations of the HTTPRoute.") @Size(max = 64)
            @Nullable Map<String, String> annotations) {

        public Gateway {
            parentRefs = parentRefs == null ? List.of() : List.copyOf(parentRefs);
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }
    }

    /// A Gateway of the Registry's own namespace.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record GatewayReference(
            @JsonPropertyDescription("Name of the Gateway.") @Required @Size(min = 1, max = 253) String name,

            @JsonPropertyDescription("Listener of the Gateway. Absent means every listener that fits.")
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @Nullable String sectionName) {}
}
