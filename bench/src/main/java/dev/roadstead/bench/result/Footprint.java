package dev.roadstead.bench.result;

/// What a registry's process showed in one round beside the rows.
public record Footprint(
        String registry,
        int round,
        double startUpMilliseconds,
        long idleResidentBytes,
        long endResidentBytes,
        long peakResidentBytes) {}
