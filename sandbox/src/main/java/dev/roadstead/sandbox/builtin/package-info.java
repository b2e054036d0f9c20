/// Defaults and rules of the built-in kinds, as far as clients rely on them.
@NullMarked
package dev.roadstead.sandbox.builtin;

import org.jspecify.annotations.NullMarked;
