package dev.roadstead.registry.settings;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Limits;
import java.util.function.Supplier;

/// The limits of the document in use.
public final class CurrentLimits implements Supplier<Limits>, AppliedConfig.Part {
    private volatile Limits limits = Limits.DEFAULT;

    @Override
    public Runnable prepare(RegistryConfig config) {
        return () -> limits = config.limits();
    }

    @Override
    public Limits get() {
        return limits;
    }
}
