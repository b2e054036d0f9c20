package dev.roadstead.registry.settings;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import java.util.List;

/// The document in use. A new one replaces it as a whole or not at all.
public final class AppliedConfig {
    private final List<Part> parts;
    private volatile Applied applied;

    private record Applied(RegistryConfig config, String hash) {}

    /// Something that is built from the document.
    @FunctionalInterface
    public interface Part {
        /// Builds what the document asks for and gives the step that puts it to use, which cannot fail. Throws
        /// [InvalidConfigException] when the document cannot be followed.
        Runnable prepare(RegistryConfig config);
    }

    /// Throws [InvalidConfigException].
    public AppliedConfig(RegistryConfig first, List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.applied = new Applied(first, RegistryConfigs.hash(first));
        prepare(first).forEach(Runnable::run);
    }

    public RegistryConfig config() {
        return applied.config;
    }

    public String hash() {
        return applied.hash;
    }

    /// Puts the document to use and gives its hash. Throws [InvalidConfigException], and then nothing has changed.
    public synchronized String apply(String yaml) {
        RegistryConfig config = RegistryConfigs.read(yaml);
        List<Runnable> steps = prepare(config);
        applied = new Applied(config, RegistryConfigs.hash(config));
        steps.forEach(Runnable::run);
        return applied.hash;
    }

    private List<Runnable> prepare(RegistryConfig config) {
        return parts.stream().map(part -> part.prepare(config)).toList();
    }
}
