package dev.roadstead.bench.ceiling;

/// What the generator reaches against a server that does nothing, on the same machine: a registry that comes near it is
/// faster than its figure says.
///
/// @param requests small ones, a second, of eight clients
/// @param pull MiB a second, of ten clients, 1 MiB each
/// @param push the same
/// @param microseconds of the generator's CPU time for a small request
public record Ceiling(double requests, double pull, double push, double microseconds) {}
