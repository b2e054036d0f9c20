package dev.roadstead.node.runtime;

import org.jspecify.annotations.Nullable;

/// The node's runtime as reported.
///
/// @param configPath folder of the host that the agent writes and the runtime is to read
/// @param fix what to do on the node where the verdict is not Effective
public record RuntimeState(
        String name,
        @Nullable String version,
        String configPath,
        Verdict verdict,
        @Nullable String fix) {

    /// Constants are spelled as in the API.
    public enum Verdict {
        Effective,
        NeedsRestart,
        Unsupported,
        Absent
    }

    /// The proof has the last word: what was seen to work, works, whatever the configuration says.
    public RuntimeState proven() {
        return verdict == Verdict.Effective || verdict == Verdict.Absent
                ? this
                : new RuntimeState(name, version, configPath, Verdict.Effective, null);
    }

    /// The configuration is right, but the runtime does not go by it.
    public RuntimeState refuted() {
        return verdict == Verdict.Effective
                ? new RuntimeState(
                        name,
                        version,
                        configPath,
                        Verdict.NeedsRestart,
                        "config.toml names " + configPath + ", but the running containerd did not read it: restart"
                                + " containerd (systemctl restart containerd)")
                : this;
    }
}
