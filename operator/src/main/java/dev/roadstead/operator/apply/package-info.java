/// Brings an object of the cluster to what is desired, and writes nothing when it is so already.
@NullMarked
package dev.roadstead.operator.apply;

import org.jspecify.annotations.NullMarked;
