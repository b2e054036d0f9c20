/// Clients that work on a registry, remember what it acknowledged, and look afterwards whether that is what it holds.
/// They know the registry by its address only.
@NullMarked
package dev.roadstead.e2e.registry.load;

import org.jspecify.annotations.NullMarked;
