package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user wants of a ProxyCache.
@ApiObject
public record ProxyCacheSpec(
        @JsonPropertyDescription("The Registry that holds this cache.")
        @Required
        @ValidationRule(
                value = "self.name == oldSelf.name",
                message = "spec.registryRef cannot be changed: create another ProxyCache")
        RegistryReference registryRef,

        @JsonPropertyDescription("The registry that is cached.") @Required
        Upstream upstream,

        @JsonPropertyDescription(
                "Repositories of this cache are <repositoryPrefix>/<upstream repository>, as in host/dockerhub/library/alpine. Default: the name of this object.")
        @Size(min = 1, max = 128)
        @ValidationRule(value = Api.IS_REPOSITORY, message = Api.REPOSITORY_MESSAGE)
        @Nullable
        String repositoryPrefix,

        @JsonPropertyDescription(
                "Hosts of image references that nodes may ask this registry for (?ns= requests of containerd), such as docker.io.")
        @Size(max = 16)
        @ValidationRule(value = Api.ARE_HOSTS, message = Api.HOST_MESSAGE)
        List<@Size(min = 1, max = 253) String> mirrorOf,

        @JsonPropertyDescription("How long a tag is served without asking the upstream, such as 5m.")
        @Default("5m")
        @Size(max = 20)
        @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
        @Nullable
        String tagTtl,

        @JsonPropertyDescription("Whether what is cached is served when the upstream fails.") @Default("true") @Nullable
        Boolean staleIfError,

        @JsonPropertyDescription("How long the absence of an image is remembered, such as 1m.")
        @Size(max = 20)
        @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
        @Nullable
        String negativeTtl,

        @JsonPropertyDescription("Repositories to serve, as globs (library/*); every one when empty.") @Size(max = 64)
        List<@Size(min = 1, max = 255) String> include,

        @JsonPropertyDescription("Repositories not to serve, as globs.") @Size(max = 64)
        List<@Size(min = 1, max = 255) String> exclude,

        @JsonPropertyDescription("What of the upstream's rate limit this cache may use.") @Nullable
        RateBudget rateBudget,

        @JsonPropertyDescription("Age that new upstream content must have before it is served, such as 24h.")
        @Size(max = 20)
        @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
        @Nullable
        String cooldown,

        @JsonPropertyDescription("When cached content is removed.") @Nullable
        Retention retention) {
    public ProxyCacheSpec {
        mirrorOf = mirrorOf == null ? List.of() : List.copyOf(mirrorOf);
        include = include == null ? List.of() : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }

    @ApiObject
    public record Upstream(
            @JsonPropertyDescription(
                    "https://host[:port] of the upstream, without a path; https://registry-1.docker.io for Docker Hub.")
            @Required
            @Size(max = 261)
            @ValidationRule(value = Api.IS_BASE_URL, message = Api.BASE_URL_MESSAGE)
            String url,

            @JsonPropertyDescription("Secret of this namespace with the keys username and password.") @Nullable
            ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("Secret of this namespace whose ca.crt the upstream's certificate chains to.")
            @Nullable
            ObjectReference caSecretRef,

            @JsonPropertyDescription(
                    "Hosts besides the upstream's own that may ask for its credentials (token realms), such as auth.docker.io.")
            @Size(max = 8)
            @ValidationRule(value = Api.ARE_HOSTS, message = Api.HOST_MESSAGE)
            List<@Size(min = 1, max = 253) String> trustedRealmHosts) {
        public Upstream {
            trustedRealmHosts = trustedRealmHosts == null ? List.of() : List.copyOf(trustedRealmHosts);
        }
    }

    @ApiObject
    public record RateBudget(
            @JsonPropertyDescription("Requests per interval.") @Required @Min(1)
            Integer requests,

            @JsonPropertyDescription("The interval, such as 6h.")
            @Default("6h")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String interval,

            @JsonPropertyDescription("Share of the budget, in percent, kept for content that was never cached.")
            @Default("10")
            @Min(0)
            @Max(90)
            @Nullable
            Integer reservePercent) {}

    @ApiObject
    public record Retention(
            @JsonPropertyDescription("Content not pulled for this long is removed, such as 30d.")
            @Size(max = 20)
            @ValidationRule(value = Api.IS_DURATION, message = Api.DURATION_MESSAGE)
            @Nullable
            String unusedFor,

            @JsonPropertyDescription("Bytes that this cache may hold.")
            @ValidationRule(value = Api.IS_SIZE, message = Api.SIZE_MESSAGE)
            @Nullable
            Quantity maxBytes) {}
}
