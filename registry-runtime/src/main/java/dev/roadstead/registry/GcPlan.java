package dev.roadstead.registry;

import dev.roadstead.registry.gc.GcSettings;
import java.time.Duration;

/// When garbage is collected, and how.
record GcPlan(Duration interval, GcSettings settings) {}
