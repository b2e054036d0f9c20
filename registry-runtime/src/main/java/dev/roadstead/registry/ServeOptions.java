package dev.roadstead.registry;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.registry.http.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The arguments of `registry serve`.
///
/// @param gc of a registry without a document
record ServeOptions(
        ListenAddress listen,
        Path data,
        @Nullable Path config,
        @Nullable Path tlsDirectory,
        @Nullable ListenAddress adminListen,
        @Nullable Path adminTlsDirectory,
        @Nullable ListenAddress telemetryListen,
        Duration drainTimeout,
        RegistryConfig.@Nullable Gc gc) {}
