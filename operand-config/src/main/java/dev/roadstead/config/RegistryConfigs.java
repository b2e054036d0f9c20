package dev.roadstead.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.roadstead.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// The one reader and writer of [RegistryConfig] documents.
public final class RegistryConfigs {
    /// What a Kubernetes Secret can hold.
    private static final int MAX_DOCUMENT_SIZE_IN_BYTES = 1 << 20;

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
            throw new InvalidConfigException("", "the document is larger than 1 MiB");
        }
        if (yaml.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
            throw new InvalidConfigException("", "the document is empty");
        }
        RegistryConfig config = parse(yaml);
        ConfigValidation.validate(config);
        return config;
    }

    private static RegistryConfig parse(String yaml) {
        try {
            RegistryConfig config = ConfigMappers.YAML.readValue(yaml, RegistryConfig.class);
            if (config == null) {
                throw new InvalidConfigException("", "the document is empty");
            }
            return config;
        } catch (UnrecognizedPropertyException e) {
            throw new InvalidConfigException(path(e), "is no field; known here: " + knownFields(e));
        } catch (JsonMappingException e) {
            throw new InvalidConfigException(path(e), firstLine(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException("", "not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String knownFields(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    /// Without the names of our packages.
    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("unreadable");
        return line.replaceAll("`(?:[a-z0-9]+\\.)+([A-Z][A-Za-z.$]*)`", "$1");
    }
}
