package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user wants of a NodeMirror.
@ApiObject
@ValidationRule(
        value = "(has(self.mirrors) && size(self.mirrors) > 0) || (has(self.trust) && size(self.trust) > 0)",
        message = "spec must hold at least one of mirrors, trust")
public record NodeMirrorSpec(
        @JsonPropertyDescription("Nodes that this applies to; every node when absent.") @Nullable
        NodeSelector nodeSelector,

        @JsonPropertyDescription("What is pulled through what.") @Size(max = 32)
        List<Mirror> mirrors,

        @JsonPropertyDescription("Hosts whose certificates nodes trust without mirroring them.") @Size(max = 32)
        List<Trust> trust,

        @JsonPropertyDescription("How a change reaches the nodes.") @Nullable
        Rollout rollout,

        @JsonPropertyDescription(
                "What becomes of configuration that others wrote for the same hosts: Preserve (the default) leaves it and reports a conflict, Prepend puts these endpoints first and keeps theirs, Replace keeps a copy and restores it on removal.")
        @Default("Preserve")
        @Nullable
        ForeignFiles foreignFiles,

        @JsonPropertyDescription(
                "Whether a container runtime may be restarted where it reads no mirror configuration: Never (the default) or WhenNeeded.")
        @Default("Never")
        @Nullable
        RuntimeRestart runtimeRestart) {
    public NodeMirrorSpec {
        mirrors = mirrors == null ? List.of() : List.copyOf(mirrors);
        trust = trust == null ? List.of() : List.copyOf(trust);
    }

    public enum ForeignFiles {
        Preserve,
        Prepend,
        Replace
    }

    public enum RuntimeRestart {
        Never,
        WhenNeeded
    }

    @ApiObject
    public record NodeSelector(
            @JsonPropertyDescription("Labels that a node must have.")
            Map<String, String> matchLabels) {
        public NodeSelector {
            matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
        }
    }

    @ApiObject
    public record Mirror(
            @JsonPropertyDescription(
                    "Host of image references (docker.io, registry.example.com:5000), or * for every other host.")
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Api.IS_MIRRORED_HOST, message = Api.MIRRORED_HOST_MESSAGE)
            String host,

            @JsonPropertyDescription("Where to pull from, in this order.") @Required @Size(min = 1, max = 8)
            List<Endpoint> endpoints,

            @JsonPropertyDescription(
                    "What is asked when no endpoint has the image: Upstream (the default), the host itself, or None, for nodes that must not reach it.")
            @Default("Upstream")
            @Nullable
            Fallback fallback) {
        public Mirror {
            endpoints = endpoints == null ? List.of() : List.copyOf(endpoints);
        }
    }

    public enum Fallback {
        Upstream,
        None
    }

    @ApiObject
    @ValidationRule(
            value = "has(self.registryRef) != has(self.url)",
            message = "an endpoint must hold exactly one of registryRef, url")
    public record Endpoint(
            @JsonPropertyDescription("A Registry of this cluster.") @Nullable
            NamespacedRegistryReference registryRef,

            @JsonPropertyDescription("https://host[:port] of another registry; http:// for loopback addresses only.")
            @Size(max = 261)
            @ValidationRule(value = Api.IS_SECURE_URL, message = Api.SECURE_URL_MESSAGE)
            @Nullable
            String url,

            @JsonPropertyDescription("What is asked of it: pull (by digest) and resolve (of tags).")
            @Default("[\"pull\",\"resolve\"]")
            @Size(min = 1, max = 2)
            List<Capability> capabilities) {
        public Endpoint {
            capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
        }
    }

    public enum Capability {
        pull,
        resolve
    }

    @ApiObject
    public record Trust(
            @JsonPropertyDescription("Host, host or host:port.")
            @Required
            @Size(min = 1, max = 253)
            @ValidationRule(value = Api.IS_HOST, message = Api.HOST_MESSAGE)
            String host,

            @JsonPropertyDescription("Where its CA comes from.") @Required
            CaSource caFrom,

            @JsonPropertyDescription("Whether the CA goes into the node's system trust store as well.")
            @Default("false")
            @Nullable
            Boolean systemTrustStore) {}

    @ApiObject
    @ValidationRule(
            value =
                    "[has(self.registryRef), has(self.configMapRef), has(self.secretRef), has(self.inline)].filter(x, x).size() == 1",
            message = "caFrom must hold exactly one of registryRef, configMapRef, secretRef, inline")
    public record CaSource(
            @JsonPropertyDescription("The CA of a Registry of this cluster.") @Nullable
            NamespacedRegistryReference registryRef,

            @JsonPropertyDescription("ConfigMap of the operator's namespace with the key ca.crt.") @Nullable
            ObjectReference configMapRef,

            @JsonPropertyDescription("Secret of the operator's namespace with the key ca.crt.") @Nullable
            ObjectReference secretRef,

            @JsonPropertyDescription("Certificates in PEM.") @Size(min = 1, max = 65536) @Nullable
            String inline) {}

    @ApiObject
    public record Rollout(
            @JsonPropertyDescription("Nodes that go first.") @Min(0) @Nullable
            Integer canaries,

            @JsonPropertyDescription("Share or number of nodes of each wave that follows, such as 5% or 10.")
            @Size(max = 16)
            @ValidationRule(
                    value = "self.all(wave, wave.matches(r'^([1-9][0-9]*|[1-9][0-9]?%|100%)$'))",
                    message =
                            "each wave must be a number of nodes above zero or a percentage from 1% to 100%, such as 25%")
            List<@Size(max = 8) String> waves,

            @JsonPropertyDescription("Share or number of nodes that may stay unproven.")
            @Size(max = 8)
            @ValidationRule(
                    value = "self.matches(r'^([0-9]+|[0-9]{1,2}%|100%)$')",
                    message = "must be a number of nodes or a percentage from 0% to 100%, such as 5%")
            @Nullable
            String maxUnproven,

            @JsonPropertyDescription("How long a wave is watched before the next, such as 60s.")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String soak,

            @JsonPropertyDescription("What a failed wave does: RollBack (the default) or Pause.")
            @Default("RollBack")
            @Nullable
            OnFailure onFailure,

            @JsonPropertyDescription("Whether changes are held back.") @Default("false") @Nullable
            Boolean paused) {
        public Rollout {
            waves = waves == null ? List.of() : List.copyOf(waves);
        }
    }

    public enum OnFailure {
        RollBack,
        Pause
    }
}
