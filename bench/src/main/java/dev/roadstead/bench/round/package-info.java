/// In which order samples are taken, and the taking.
@NullMarked
package dev.roadstead.bench.round;

import org.jspecify.annotations.NullMarked;
