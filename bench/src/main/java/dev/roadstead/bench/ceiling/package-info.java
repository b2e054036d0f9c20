/// What the generator could do at most, measured against a server that does nothing.
@NullMarked
package dev.roadstead.bench.ceiling;

import org.jspecify.annotations.NullMarked;
