package dev.roadstead.operator.config;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.crd.Registry;
import dev.roadstead.crd.RegistrySpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The config document of one Registry.
public final class DesiredConfig {
    private DesiredConfig() {}

    /// @param caches of this Registry, resolved; in any order
    /// @param gc null when no garbage is collected
    public static RegistryConfig of(
            Registry registry,
            RegistryConfig.Account account,
            List<RegistryConfig.ProxyCache> caches,
            RegistryConfig.@Nullable Gc gc,
            RegistryConfig.Outbound outbound) {
        var access = registry.getSpec().access();
        boolean anonymousPull = access != null && Boolean.TRUE.equals(access.anonymousPull());
        return new RegistryConfig(
                RegistryConfig.VERSION,
                RegistryAddress.of(registry).host(),
                new RegistryConfig.Access(anonymousPull, false, List.of(account)),
                limits(registry.getSpec().limits()),
                outbound,
                caches.stream()
                        .sorted(Comparator.comparing(RegistryConfig.ProxyCache::name))
                        .toList(),
                gc);
    }

    private static RegistryConfig.Limits limits(RegistrySpec.@Nullable Limits limits) {
        RegistryConfig.Limits standard = RegistryConfig.Limits.DEFAULT;
        if (limits == null) {
            return standard;
        }
        Duration uploadTimeout =
                limits.uploadTimeout() == null ? standard.uploadTimeout() : Durations.parse(limits.uploadTimeout());
        return new RegistryConfig.Limits(
                bytes(limits.maxManifestSize(), standard.maxManifestSizeInBytes()),
                bytes(limits.maxBlobSize(), standard.maxBlobSizeInBytes()),
                uploadTimeout,
                limits.sparseManifests() == RegistrySpec.SparseManifests.Accept);
    }

    private static long bytes(@Nullable Quantity quantity, long standard) {
        if (quantity == null) {
            return standard;
        }
        BigDecimal bytes = Quantity.getAmountInBytes(quantity);
        return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
