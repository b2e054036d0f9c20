/// Health, readiness and metrics.
@NullMarked
package dev.roadstead.registry.telemetry;

import org.jspecify.annotations.NullMarked;
