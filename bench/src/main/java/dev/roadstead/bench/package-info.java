/// Wiring of this module; nothing imports this package.
@NullMarked
package dev.roadstead.bench;

import org.jspecify.annotations.NullMarked;
