package dev.roadstead.config;

import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What a [RegistryConfig] must hold, beyond its shape. The first offence is thrown as an [InvalidConfigException].
final class ConfigValidation {
    private ConfigValidation() {}

    static void validate(RegistryConfig config) {
        require(config.version() == RegistryConfig.VERSION, "version", "must be " + RegistryConfig.VERSION);
        requireText(config.host(), "host");
        requirePresent(config.access(), "access");
        requirePresent(config.limits(), "limits");
        requirePresent(config.outbound(), "outbound");
        validate(config.access());
        validate(config.limits());
        validate(config.proxyCaches());
        if (config.gc() != null) {
            validate(config.gc());
        }
    }

    private static void validate(RegistryConfig.Access access) {
        require(
                access.anonymousPull() || !access.anonymousPush(),
                "access.anonymousPush",
                "needs anonymousPull, because who pushes a blob can mount it from any repository");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < access.accounts().size(); i++) {
            RegistryConfig.Account account = access.accounts().get(i);
            String field = "access.accounts[" + i + "]";
            requireItem(account, field);
            requirePresent(account.name(), field + ".name");
            requirePresent(account.passwordHash(), field + ".passwordHash");
            require(
                    !account.name().isBlank() && account.name().indexOf(':') < 0,
                    field + ".name",
                    "must not be empty or hold a colon");
            require(names.add(account.name()), field + ".name", "another account has this name");
            try {
                PasswordHash.requireValid(account.passwordHash());
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException(field + ".passwordHash", String.valueOf(e.getMessage()));
            }
        }
    }

    private static void validate(RegistryConfig.Limits limits) {
        require(limits.maxManifestSizeInBytes() > 0, "limits.maxManifestSizeInBytes", "must be positive");
        require(limits.maxBlobSizeInBytes() > 0, "limits.maxBlobSizeInBytes", "must be positive");
        requirePresent(limits.uploadTimeout(), "limits.uploadTimeout");
        require(limits.uploadTimeout().isPositive(), "limits.uploadTimeout", "must be positive");
    }

    private static void validate(List<RegistryConfig.ProxyCache> caches) {
        Set<String> names = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        Set<String> mirrored = new HashSet<>();
        for (int i = 0; i < caches.size(); i++) {
            String field = "proxyCaches[" + i + "]";
            RegistryConfig.ProxyCache cache = caches.get(i);
            requireItem(cache, field);
            validate(field, cache);
            require(names.add(cache.name()), field + ".name", "another proxy cache has this name");
            requireApart(cache.repositoryPrefix(), prefixes, field + ".repositoryPrefix");
            for (String host : cache.mirrorOf()) {
                require(mirrored.add(host), field + ".mirrorOf", host + " is mirrored by another proxy cache");
            }
        }
    }

    /// Below two prefixes of which one holds the other, a repository would belong to two caches.
    private static void requireApart(String prefix, Set<String> others, String field) {
        require(!others.contains(prefix), field, "another proxy cache has this prefix");
        for (String other : others) {
            require(
                    !prefix.startsWith(other + "/") && !other.startsWith(prefix + "/"),
                    field,
                    "must not lie above or below the prefix " + other + " of another proxy cache");
        }
        others.add(prefix);
    }

    private static void validate(String field, RegistryConfig.ProxyCache cache) {
        requireText(cache.name(), field + ".name");
        requirePresent(cache.upstream(), field + ".upstream");
        validate(field + ".upstream", cache.upstream());
        requirePresent(cache.tagTtl(), field + ".tagTtl");
        require(!cache.tagTtl().isNegative(), field + ".tagTtl", "must not be negative");
        require(isRepository(cache.repositoryPrefix()), field + ".repositoryPrefix", "must be a repository name");
        requireItems(cache.mirrorOf(), field + ".mirrorOf");
    }

    private static void validate(String field, RegistryConfig.Upstream upstream) {
        requirePresent(upstream.url(), field + ".url");
        require(isBaseUrl(upstream.url()), field + ".url", "must be https://host[:port] (or http://)");
        if (upstream.credentials() != null) {
            requirePresent(upstream.credentials().username(), field + ".credentials.username");
            requirePresent(upstream.credentials().password(), field + ".credentials.password");
        }
        if (upstream.caPem() != null) {
            require(isCertificates(upstream.caPem()), field + ".caPem", "must hold certificates in PEM");
        }
        requireItems(upstream.trustedRealmHosts(), field + ".trustedRealmHosts");
    }

    private static void validate(RegistryConfig.Gc gc) {
        require((gc.schedule() == null) != (gc.interval() == null), "gc", "must have one of schedule and interval");
        if (gc.schedule() != null) {
            try {
                CronExpression.parse(gc.schedule());
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigException("gc.schedule", String.valueOf(e.getMessage()));
            }
        }
        requirePresent(gc.timeZone(), "gc.timeZone");
        require(
                ZoneId.getAvailableZoneIds().contains(gc.timeZone()),
                "gc.timeZone",
                "must be the name of a time zone such as Europe/Berlin");
        if (gc.interval() != null) {
            require(
                    gc.interval().compareTo(Duration.ofSeconds(1)) >= 0,
                    "gc.interval",
                    "must be at least one second (PT1S)");
        }
        requireTime(gc.grace(), "gc.grace");
        if (gc.untaggedKeepFor() != null) {
            requireTime(gc.untaggedKeepFor(), "gc.untaggedKeepFor");
        }
        requireTime(gc.trashKeepFor(), "gc.trashKeepFor");
        requireTime(gc.uploadsAbandonedAfter(), "gc.uploadsAbandonedAfter");
        require(gc.maxDeletesPerSecond() > 0, "gc.maxDeletesPerSecond", "must be positive");
        requireTime(gc.pauseAboveLatency(), "gc.pauseAboveLatency");
    }

    private static void requireTime(@Nullable Duration time, String field) {
        requirePresent(time, field);
        require(time != null && !time.isNegative(), field, "must not be negative");
    }

    private static boolean isCertificates(String pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean isBaseUrl(String url) {
        return holds(() -> {
            URI uri = URI.create(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath() == null
                            || uri.getPath().isEmpty()
                            || uri.getPath().equals("/"));
        });
    }

    private static boolean isRepository(@Nullable String name) {
        return name != null && holds(() -> !new Repository(name).name().isEmpty());
    }

    private static boolean holds(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (IllegalArgumentException | OciException e) {
            return false;
        }
    }

    private static void requireItems(List<String> items, String field) {
        for (int i = 0; i < items.size(); i++) {
            requireItem(items.get(i), field + "[" + i + "]");
        }
    }

    private static void requireItem(@Nullable Object item, String field) {
        require(item != null, field, "is empty");
    }

    private static void requireText(@Nullable String text, String field) {
        requirePresent(text, field);
        require(text != null && !text.isBlank(), field, "must not be empty");
    }

    private static void requirePresent(@Nullable Object value, String field) {
        require(value != null, field, "is required");
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidConfigException(field, message);
        }
    }
}
