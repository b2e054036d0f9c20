/// Wiring of this module; nothing imports this package.
@NullMarked
package dev.roadstead.sandbox;

import org.jspecify.annotations.NullMarked;
