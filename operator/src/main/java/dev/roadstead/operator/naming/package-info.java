/// Names, labels and annotations of everything the operator makes; the only place where they are put together.
@NullMarked
package dev.roadstead.operator.naming;

import org.jspecify.annotations.NullMarked;
