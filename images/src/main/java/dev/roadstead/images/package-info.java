/// Builds the container images: from scratch, with glibc, a runtime that jlink made, the program and its class archive.
/// The
/// same inputs give the same digest.
@NullMarked
package dev.roadstead.images;

import org.jspecify.annotations.NullMarked;
