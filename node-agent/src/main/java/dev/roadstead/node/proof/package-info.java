/// Whether the files have the effect they are meant to have: a mirror that is silently not used is the usual failure.
@NullMarked
package dev.roadstead.node.proof;

import org.jspecify.annotations.NullMarked;
