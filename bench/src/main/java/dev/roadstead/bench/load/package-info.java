/// The load generator: persistent connections, blobs, clients that ask one after the other.
@NullMarked
package dev.roadstead.bench.load;

import org.jspecify.annotations.NullMarked;
