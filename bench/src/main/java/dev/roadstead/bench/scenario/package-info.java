/// What is asked of a registry: one scenario a row.
@NullMarked
package dev.roadstead.bench.scenario;

import org.jspecify.annotations.NullMarked;
