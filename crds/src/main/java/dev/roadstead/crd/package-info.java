/// Wiring of this module; nothing imports this package.
@NullMarked
package dev.roadstead.crd;

import org.jspecify.annotations.NullMarked;
