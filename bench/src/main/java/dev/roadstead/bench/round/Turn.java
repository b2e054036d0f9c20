package dev.roadstead.bench.round;

/// Whose turn it is with which row.
public record Turn<R, C>(R row, C contender) {}
