package dev.roadstead.bench.result;

/// The median of several rounds, and how far they were apart.
public record Spread(double median, double least, double most) {}
