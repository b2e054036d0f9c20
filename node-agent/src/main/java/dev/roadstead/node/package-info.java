/// Wiring of this module; nothing imports this package.
@NullMarked
package dev.roadstead.node;

import org.jspecify.annotations.NullMarked;
