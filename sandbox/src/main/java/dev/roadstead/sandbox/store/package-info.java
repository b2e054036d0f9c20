/// Versioned objects in memory with a journal on disk: one revision counter, bounded history, compare-and-set writes.
@NullMarked
package dev.roadstead.sandbox.store;

import org.jspecify.annotations.NullMarked;
