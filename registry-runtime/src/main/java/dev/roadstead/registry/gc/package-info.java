/// Garbage collection beside running pushes and pulls: see `DESIGN.md` here. The way in is
/// [dev.roadstead.registry.gc.Collector].
@NullMarked
package dev.roadstead.registry.gc;

import org.jspecify.annotations.NullMarked;
