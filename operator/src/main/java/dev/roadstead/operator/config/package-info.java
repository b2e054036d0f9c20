/// Compiles a Registry and what is bound to it into the one document its runtime reads: pure functions.
@NullMarked
package dev.roadstead.operator.config;

import org.jspecify.annotations.NullMarked;
