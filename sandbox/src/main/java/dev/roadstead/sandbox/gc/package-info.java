/// What happens to objects whose owner, namespace or definition goes away.
@NullMarked
package dev.roadstead.sandbox.gc;

import org.jspecify.annotations.NullMarked;
