/// Places between two steps of a write where a test may look at what is there.
@org.jspecify.annotations.NullMarked
package dev.roadstead.registry.failpoint;
