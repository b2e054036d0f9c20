package dev.roadstead.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one NodeMirror means for a node, with every reference resolved: the operator writes it into `status.plan`,
/// agents read it from there.
///
/// @param generation the NodeMirror's `metadata.generation` it was made from
/// @param hash content hash of `mirrors` and `trust`, as [MirrorPlans#of] makes it
public record MirrorPlan(
        long generation, String hash, List<Mirror> mirrors, List<Trust> trust, ForeignFiles foreignFiles) {
    public MirrorPlan {
        mirrors = Lists.copyOf(mirrors);
        trust = Lists.copyOf(trust);
    }

    public enum ForeignFiles {
        Preserve,
        Prepend,
        Replace
    }

    public enum Fallback {
        Upstream,
        None
    }

    /// One directory below containerd's `config_path`.
    ///
    /// @param host as in image references, `host` or `host:port`; `*` is every other host (`_default`)
    public record Mirror(String host, List<Endpoint> endpoints, Fallback fallback) {
        public Mirror {
            endpoints = Lists.copyOf(endpoints);
        }
    }

    /// One `[host."url"]` table.
    ///
    /// @param capabilities of `pull`, `resolve`
    /// @param caPem certificates that the endpoint's own must chain to; absent for the system's
    public record Endpoint(
            String url, List<String> capabilities, @Nullable String caPem) {
        public Endpoint {
            capabilities = Lists.copyOf(capabilities);
        }
    }

    /// A host whose certificates chain to `caPem`, without being mirrored.
    public record Trust(String host, String caPem) {}
}
