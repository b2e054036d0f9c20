package dev.roadstead.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// The one reader and writer of [RegistryConfig] documents.
public final class RegistryConfigs {
    private static final int MAX_DOCUMENT_SIZE_IN_BYTES = 4 << 20;

    private RegistryConfigs() {}

    /// The document as canonical YAML: the same value gives the same bytes.
    public static String write(RegistryConfig config) {
        try {
            return ConfigMappers.YAML.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a config document is always writable", e);
        }
    }

    /// `sha256:…` of the canonical YAML.
    public static String hash(RegistryConfig config) {
        return Digest.sha256(write(config).getBytes(StandardCharsets.UTF_8)).toString();
    }

    /// Parses and validates. Throws [InvalidConfigException], which names the field.
    public static RegistryConfig read(String yaml) {
        if (yaml.length() > MAX_DOCUMENT_SIZE_IN_BYTES) {
            throw new InvalidConfigException("", "the document is larger than 4 MiB");
        }
        RegistryConfig config = parse(yaml);
        validate(config);
        return config;
    }

    private static RegistryConfig parse(String yaml) {
        try {
            RegistryConfig config = ConfigMappers.YAML.readValue(yaml, RegistryConfig.class);
            if (config == null) {
                throw new InvalidConfigException("", "the document is empty");
            }
            return config;
        } catch (JsonMappingException e) {
            throw new InvalidConfigException(path(e), firstLine(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException("", "not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }

    private static void validate(RegistryConfig config) {
        require(config.version() == RegistryConfig.VERSION, "version", "must be " + RegistryConfig.VERSION);
        requirePresent(config.host(), "host");
        requirePresent(config.access(), "access");
        requirePresent(config.limits(), "limits");
        requirePresent(config.outbound(), "outbound");
        validate(config.access());
        validate(config.limits());
        Set<String> names = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        Set<String> mirrored = new HashSet<>();
        List<RegistryConfig.ProxyCache> caches = config.proxyCaches();
        for (int i = 0; i < caches.size(); i++) {
            String field = "proxyCaches[" + i + "]";
            RegistryConfig.ProxyCache cache = caches.get(i);
            validate(field, cache);
            require(names.add(cache.name()), field + ".name", "another proxy cache has this name");
            require(
                    prefixes.add(cache.repositoryPrefix()),
                    field + ".repositoryPrefix",
                    "another proxy cache has this prefix");
            for (String host : cache.mirrorOf()) {
                require(mirrored.add(host), field + ".mirrorOf", host + " is mirrored by another proxy cache");
            }
        }
    }

    private static void validate(RegistryConfig.Access access) {
        for (int i = 0; i < access.accounts().size(); i++) {
            RegistryConfig.Account account = access.accounts().get(i);
            String field = "access.accounts[" + i + "]";
            require(
                    !account.name().isBlank() && account.name().indexOf(':') < 0,
                    field + ".name",
                    "must not be empty or hold a colon");
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

    private static void validate(String field, RegistryConfig.ProxyCache cache) {
        requirePresent(cache.name(), field + ".name");
        requirePresent(cache.upstream(), field + ".upstream");
        requirePresent(cache.upstream().url(), field + ".upstream.url");
        requirePresent(cache.tagTtl(), field + ".tagTtl");
        require(!cache.tagTtl().isNegative(), field + ".tagTtl", "must not be negative");
        require(isBaseUrl(cache.upstream().url()), field + ".upstream.url", "must be https://host[:port] (or http://)");
        require(isRepository(cache.repositoryPrefix()), field + ".repositoryPrefix", "must be a repository name");
    }

    private static boolean isBaseUrl(String url) {
        return holds(() -> {
            URI uri = URI.create(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && (uri.getPath() == null
                            || uri.getPath().isEmpty()
                            || uri.getPath().equals("/"));
        });
    }

    private static boolean isRepository(String name) {
        return name != null && holds(() -> !new Repository(name).name().isEmpty());
    }

    private static boolean holds(BooleanSupplier check) {
        try {
            return check.getAsBoolean();
        } catch (IllegalArgumentException | OciException e) {
            return false;
        }
    }

    private static void requirePresent(Object value, String field) {
        require(value != null, field, "is required");
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidConfigException(field, message);
        }
    }
}
