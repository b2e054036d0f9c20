/// Events on custom resources, aggregated and rate-limited.
@NullMarked
package dev.roadstead.operator.event;

import org.jspecify.annotations.NullMarked;
