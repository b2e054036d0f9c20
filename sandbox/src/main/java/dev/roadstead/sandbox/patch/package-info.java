/// The three patch formats of the Kubernetes API, as pure functions.
@NullMarked
package dev.roadstead.sandbox.patch;

import org.jspecify.annotations.NullMarked;
