/// Wiring of this module; nothing imports this package.
@NullMarked
package dev.roadstead.registry;

import org.jspecify.annotations.NullMarked;
