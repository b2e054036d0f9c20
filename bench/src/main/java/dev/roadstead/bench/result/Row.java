package dev.roadstead.bench.result;

import dev.roadstead.bench.scenario.Unit;

/// What reports say of a scenario.
public record Row(String name, String title, Unit unit) {}
