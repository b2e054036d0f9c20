/// The runner's view of an API server: a client over HTTP, watched caches, and the loop that every controller runs in.
@NullMarked
package dev.roadstead.sandbox.cluster;

import org.jspecify.annotations.NullMarked;
