/// Figures, their statistics, and the reports made of them.
@NullMarked
package dev.roadstead.bench.result;

import org.jspecify.annotations.NullMarked;
