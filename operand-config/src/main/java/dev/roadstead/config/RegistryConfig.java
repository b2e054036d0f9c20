package dev.roadstead.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything a registry runtime is told, as one immutable document. It holds no path and no address to bind: those are
/// arguments of the process.
///
/// @param version the document's format, 1
/// @param host what clients call this registry, `host` or `host:port`; requests with `?ns=` of this host are its own
/// @param gc absent where no garbage is collected
public record RegistryConfig(
        int version,
        String host,
        Access access,
        Limits limits,
        Outbound outbound,
        List<ProxyCache> proxyCaches,
        @Nullable Gc gc) {

    public static final int VERSION = 1;

    public RegistryConfig {
        proxyCaches = Lists.copyOf(proxyCaches);
    }

    /// Who may do what. `anonymousPush` is for a registry that runs alone; no custom resource can ask for it.
    public record Access(boolean anonymousPull, boolean anonymousPush, List<Account> accounts) {
        public Access {
            accounts = Lists.copyOf(accounts);
        }
    }

    /// An account that may pull, push and delete everywhere.
    ///
    /// @param passwordHash as [PasswordHash] writes it
    public record Account(String name, String passwordHash) {}

    /// What is refused.
    ///
    /// @param acceptsSparseManifests whether an image manifest is taken before its blobs
    public record Limits(
            long maxManifestSizeInBytes,
            long maxBlobSizeInBytes,
            Duration uploadTimeout,
            boolean acceptsSparseManifests) {
        public static final Limits DEFAULT = new Limits(4L << 20, 100L << 30, Duration.ofHours(24), false);
    }

    /// @param allowLoopback whether upstreams may stand on a loopback address: for a sandbox only
    public record Outbound(boolean allowLoopback) {}

    /// A pull-through cache of one upstream.
    ///
    /// @param repositoryPrefix repositories of this cache are `<repositoryPrefix>/<upstream repository>`
    /// @param mirrorOf hosts whose `?ns=` requests this cache serves
    /// @param tagTtl how long a tag is served without asking the upstream
    public record ProxyCache(
            String name,
            Upstream upstream,
            String repositoryPrefix,
            List<String> mirrorOf,
            Duration tagTtl,
            boolean staleIfError) {
        public ProxyCache {
            mirrorOf = Lists.copyOf(mirrorOf);
        }
    }

    /// @param url `https://host[:port]`, or `http://` where the user wrote so
    /// @param caPem certificates to trust besides the system's
    /// @param trustedRealmHosts hosts besides the upstream's own that may be sent its credentials as token realms
    public record Upstream(
            String url,
            @Nullable Credentials credentials,
            @Nullable String caPem,
            List<String> trustedRealmHosts) {
        public Upstream {
            trustedRealmHosts = Lists.copyOf(trustedRealmHosts);
        }
    }

    public record Credentials(String username, String password) {
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /// When garbage is collected, and what may be taken. Exactly one of `schedule` and `interval` is there.
    ///
    /// @param schedule a [CronExpression], in the time of `timeZone`
    /// @param interval from the end of a run to the start of the next
    /// @param grace how long everything stays that a client may still count on
    /// @param untaggedKeepFor how long an untagged manifest stays; absent for ever
    /// @param trashKeepFor how long what was deleted or collected can be restored
    /// @param uploadsAbandonedAfter after how long an upload that nobody continues is ended
    /// @param pauseAboveLatency how long a change may wait for its commit before the collector stands back
    /// @param dryRun whether everything is left as it is
    /// @param approval there where runs plan only, and follow a plan that is approved
    /// @param runNow a wish for a run at once; followed once for each new value
    public record Gc(
            @Nullable String schedule,
            String timeZone,
            @Nullable Duration interval,
            Duration grace,
            @Nullable Duration untaggedKeepFor,
            Duration trashKeepFor,
            Duration uploadsAbandonedAfter,
            int maxDeletesPerSecond,
            Duration pauseAboveLatency,
            boolean dryRun,
            @Nullable Approval approval,
            @Nullable String runNow) {
        /// Of everything that has one; it runs every hour.
        public static final Gc DEFAULT = new Gc(
                null,
                "Etc/UTC",
                Duration.ofHours(1),
                Duration.ofDays(1),
                null,
                Duration.ofDays(7),
                Duration.ofDays(1),
                100,
                Duration.ofMillis(250),
                false,
                null,
                null);

        /// @param plan name of the plan that may be followed, as [RuntimeStatus.GcRun] has it
        public record Approval(@Nullable String plan) {}
    }

    /// Proxy caches by the hosts they mirror.
    public Map<String, ProxyCache> proxyCachesByMirroredHost() {
        Map<String, ProxyCache> byHost = new TreeMap<>();
        for (ProxyCache cache : proxyCaches) {
            cache.mirrorOf().forEach(mirrored -> byHost.put(mirrored, cache));
        }
        return byHost;
    }
}
