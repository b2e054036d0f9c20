/// Reconciles NodeMirrors.
@NullMarked
package dev.roadstead.operator.nodemirror;

import org.jspecify.annotations.NullMarked;
