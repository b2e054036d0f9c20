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
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a pull-through cache is to be.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.registryRef.name == oldSelf.registryRef.name",
        fieldPath = ".registryRef.name",
        message = "registryRef.name cannot change after creation: create another ProxyCache for the other Registry")
@ValidationRule(
        value = "has(self.repositoryPrefix) == has(oldSelf.repositoryPrefix)"
                + " && (!has(self.repositoryPrefix) || self.repositoryPrefix == oldSelf.repositoryPrefix)",
        message = "repositoryPrefix cannot change after creation: create another ProxyCache with the other prefix")
public record ProxyCacheSpec(
        @JsonPropertyDescription("The Registry that holds this cache. Cannot change after creation.") @Required
        RegistryReference registryRef,

        @JsonPropertyDescription("The registry that is cached.") @Required Upstream upstream,

        @JsonPropertyDescription("Repositories of this cache are <repositoryPrefix>/<upstream repository>. Absent means"
                + " the ProxyCache's name. Cannot change after creation.")
        @Size(min = 1, max = 128)
        @Pattern(Api.REPOSITORY)
        @Nullable String repositoryPrefix,

        @JsonPropertyDescription("Hosts that this cache stands in for, for example docker.io: requests that containerd"
                + " sends here with ?ns=<host> are served by this cache.")
        @Size(max = 16)
        @Nullable List<@Size(min = 1, max = Api.HOST_LENGTH) @Pattern(Api.HOST) String> mirrorOf,

        @JsonPropertyDescription("How long a tag is served without asking the upstream whether it moved.")
        @Default("15m")
        @Size(min = 2, max = Api.DURATION_LENGTH)
        @Pattern(Api.DURATION)
        @Nullable String tagTtl,

        @JsonPropertyDescription("Whether what is cached is served, however old, while the upstream cannot be reached.") @Default("true")
        @Nullable Boolean staleIfError,

        @JsonPropertyDescription("How long the upstream's answer that something does not exist is believed. Absent means"
                + " that it is asked every time.")
        @Size(min = 2, max = Api.DURATION_LENGTH)
        @Pattern(Api.DURATION)
        @Nullable String negativeTtl,

        @JsonPropertyDescription("Upstream repositories that are cached, as globs: * within a path segment, ** across"
                + " them. Absent means all.")
        @Size(max = 64)
        @Nullable List<@Size(min = 1, max = 255) @Pattern(Api.REPOSITORY_GLOB) String> include,

        @JsonPropertyDescription("Upstream repositories that are refused, as globs; stronger than include.") @Size(max = 64)
        @Nullable List<@Size(min = 1, max = 255) @Pattern(Api.REPOSITORY_GLOB) String> exclude,

        @JsonPropertyDescription("How many requests the upstream may be sent. Absent means as many as it allows.")
        @Nullable RateBudget rateBudget,

        @JsonPropertyDescription("How old new upstream content must be before it is served, against poisoned releases."
                + " Absent means that it is served at once.")
        @Size(min = 2, max = Api.DURATION_LENGTH)
        @Pattern(Api.DURATION)
        @Nullable String cooldown,

        @JsonPropertyDescription("When cached content is dropped. Absent means never.")
        @Nullable Retention retention) {

    public ProxyCacheSpec {
        mirrorOf = mirrorOf == null ? List.of() : List.copyOf(mirrorOf);
        include = include == null ? List.of() : List.copyOf(include);
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }

    /// The registry that is cached.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "!has(self.caSecretRef) || self.url.startsWith('https://')",
            message = "upstream.caSecretRef needs an https:// upstream.url: remove it, or use https")
    public record Upstream(
            @JsonPropertyDescription("Scheme, host and port of the upstream, for example https://registry-1.docker.io.")
            @Required
            @Size(min = 1, max = Api.URL_LENGTH)
            @ValidationRule(
                    value = "self.matches('" + Api.BASE_URL_IN_CEL + "')",
                    message = "upstream.url must be https:// or http:// with a lower case host and an optional port,"
                            + " without path, query and user: put credentials into upstream.credentialsSecretRef")
            String url,

            @JsonPropertyDescription("Secret with keys username and password. Absent means anonymous.")
            @Nullable ObjectReference credentialsSecretRef,

            @JsonPropertyDescription("Secret with key ca.crt: certificates to trust for the upstream besides the"
                    + " system's.")
            @Nullable ObjectReference caSecretRef,

            @JsonPropertyDescription("Hosts besides the upstream's own that may be sent its credentials in exchange for"
                    + " a token, for example auth.docker.io.")
            @Size(max = 16)
            @Nullable List<@Size(min = 1, max = Api.HOST_LENGTH) @Pattern(Api.HOST) String> trustedRealmHosts) {

        public Upstream {
            trustedRealmHosts = trustedRealmHosts == null ? List.of() : List.copyOf(trustedRealmHosts);
        }
    }

    /// How many requests the upstream may be sent.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RateBudget(
            @JsonPropertyDescription("Manifest requests per period.") @Required @Min(1) @Max(1_000_000_000)
            Integer requests,

            @JsonPropertyDescription("Length of the period.")
            @Default("6h")
            @Size(min = 2, max = Api.DURATION_LENGTH)
            @Pattern(Api.DURATION)
            @Nullable String period,

            @JsonPropertyDescription("Share of the requests, in percent, that background refreshes leave to clients.") @Default("20") @Min(0) @Max(100)
            @Nullable Integer reservePercent) {}

    /// When cached content is dropped.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Retention(
            @JsonPropertyDescription("Content that was not pulled for this long is dropped, for example 720h.")
            @Size(min = 2, max = Api.DURATION_LENGTH)
            @Pattern(Api.DURATION)
            @Nullable String unusedFor,

            @JsonPropertyDescription("Size of the cache above which the longest unused content is dropped.")
            @ValidationRule(
                    value = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))",
                    message = "retention.maxBytes must be a quantity above zero, for example 200Gi")
            @Nullable Quantity maxBytes) {}
}
