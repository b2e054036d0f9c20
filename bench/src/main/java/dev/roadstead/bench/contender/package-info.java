/// The registries that are compared, how each is started and stopped.
@NullMarked
package dev.roadstead.bench.contender;

import org.jspecify.annotations.NullMarked;
