package dev.roadstead.crd;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is true of a node.
@ApiObject
public record NodeStateStatus(
        @JsonPropertyDescription("Generation of the spec that this status tells of.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Version of the agent.") @Nullable
        String agentVersion,

        @JsonPropertyDescription("The node's container runtime.") @Nullable
        ContainerRuntime runtime,

        @JsonPropertyDescription("What was done for each NodeMirror.")
        List<MirrorState> mirrors,

        @JsonPropertyDescription("Ready sums up; Configured and Proven are facts.")
        List<Condition> conditions) {
    public NodeStateStatus {
        mirrors = mirrors == null ? List.of() : List.copyOf(mirrors);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @ApiObject
    public record ContainerRuntime(
            @JsonPropertyDescription("Name, such as containerd.") @Nullable
            String name,

            @JsonPropertyDescription("Version.") @Nullable String version,

            @JsonPropertyDescription("Folder that the runtime reads host configuration from.") @Nullable
            String configPath,

            @JsonPropertyDescription(
                    "Effective: configuration takes effect; NeedsRestart or Unsupported: not before what fix says; Absent: no runtime was found.")
            @Nullable
            Verdict verdict,

            @JsonPropertyDescription("What to do where the verdict is not Effective, exactly.") @Nullable
            String fix) {}

    public enum Verdict {
        Effective,
        NeedsRestart,
        Unsupported,
        Absent
    }

    @ApiObject
    public record MirrorState(
            @JsonPropertyDescription("Name of the NodeMirror.") @Required @Size(min = 1, max = 63)
            String name,

            @JsonPropertyDescription("Generation of the plan that is applied.") @Nullable
            Long generation,

            @JsonPropertyDescription("Hash of the plan that is applied.") @Nullable
            String hash,

            @JsonPropertyDescription(
                    "Applied: files are written; Proven: a pull went through them; Failed: see message.")
            @Nullable
            State state,

            @JsonPropertyDescription("Hosts that are configured.")
            List<String> hosts,

            @JsonPropertyDescription("Configuration of others that stood in the way.")
            List<HostConflict> conflicts,

            @JsonPropertyDescription("What went wrong and what to do.") @Nullable
            String message,

            @JsonPropertyDescription("The evidence of a Proven state.") @Nullable
            Proof proof) {
        public MirrorState {
            hosts = hosts == null ? List.of() : List.copyOf(hosts);
            conflicts = conflicts == null ? List.of() : List.copyOf(conflicts);
        }
    }

    public enum State {
        Applied,
        Proven,
        Failed
    }

    @ApiObject
    public record HostConflict(
            @JsonPropertyDescription("The host.") @Nullable String host,

            @JsonPropertyDescription("What was found, and what to do.") @Nullable
            String message) {}

    @ApiObject
    public record Proof(
            @JsonPropertyDescription(
                    "Containerd: a pull through containerd; Client: a pull by a client that follows the same files, where there is no containerd.")
            @Nullable
            Method method,

            @JsonPropertyDescription("Endpoint that answered.") @Nullable
            String endpoint,

            @JsonPropertyDescription("What was seen.") @Nullable
            String evidence,

            @JsonPropertyDescription("How long it took, in milliseconds.") @Nullable
            Long durationMillis,

            @JsonPropertyDescription("When, RFC 3339.") @Nullable
            String time) {}

    public enum Method {
        Containerd,
        Client
    }
}
