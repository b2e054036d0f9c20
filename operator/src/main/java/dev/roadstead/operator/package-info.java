/// `main` and its wiring; nothing imports this package.
@NullMarked
package dev.roadstead.operator;

import org.jspecify.annotations.NullMarked;
