package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How clients reach a registry.
@ApiObject
public record ExposeSpec(
        @JsonPropertyDescription("The Service of the registry.") @Default("{}") @Nullable
        ServiceSpec service,

        @JsonPropertyDescription("An Ingress in front of the Service.") @Nullable
        IngressSpec ingress,

        @JsonPropertyDescription("An HTTPRoute of the Gateway API in front of the Service.") @Nullable
        GatewaySpec gateway) {

    @ApiObject
    @ValidationRule(
            value = "!has(self.nodePort) || (has(self.type) && self.type != 'ClusterIP')",
            message = "spec.expose.service.nodePort needs type NodePort or LoadBalancer")
    public record ServiceSpec(
            @JsonPropertyDescription("ClusterIP (the default), NodePort or LoadBalancer.")
            @Default("ClusterIP")
            @Nullable
            ServiceType type,

            @JsonPropertyDescription("Port of the Service.") @Default("5000") @Min(1) @Max(65535) @Nullable
            Integer port,

            @JsonPropertyDescription(
                    "Port on every node, for type NodePort or LoadBalancer; one is chosen when absent.")
            @Min(1)
            @Max(65535)
            @Nullable
            Integer nodePort,

            @JsonPropertyDescription("Annotations of the Service, such as a load balancer asks for.")
            Map<String, String> annotations) {
        public ServiceSpec {
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }
    }

    public enum ServiceType {
        ClusterIP,
        NodePort,
        LoadBalancer
    }

    @ApiObject
    public record IngressSpec(
            @JsonPropertyDescription("IngressClass; the cluster's default when absent.")
            @Size(min = 1, max = 253)
            @Nullable
            String className,

            @JsonPropertyDescription("Annotations of the Ingress.")
            Map<String, String> annotations) {
        public IngressSpec {
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }
    }

    @ApiObject
    public record GatewaySpec(
            @JsonPropertyDescription("Name of a Gateway in this namespace.") @Required @Size(min = 1, max = 253)
            String name,

            @JsonPropertyDescription("Listener of the Gateway; every one when absent.")
            @Size(min = 1, max = 253)
            @Nullable
            String sectionName) {}
}
