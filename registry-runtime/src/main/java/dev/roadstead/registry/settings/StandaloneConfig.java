package dev.roadstead.registry.settings;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.config.RegistryConfig.Outbound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a registry does that was given no document: it lets everybody in, so it may only listen on a loopback address.
public final class StandaloneConfig {
    private StandaloneConfig() {}

    public static RegistryConfig of(String host, RegistryConfig.@Nullable Gc gc) {
        return new RegistryConfig(
                RegistryConfig.VERSION,
                host,
                new Access(true, true, List.of()),
                Limits.DEFAULT,
                new Outbound(false),
                List.of(),
                gc);
    }
}
