/// Server-side apply: who owns which field of an object, and merging what a manager applies into what is live.
///
/// Pure functions over Jackson trees, after `sigs.k8s.io/structured-merge-diff`.
@NullMarked
package dev.roadstead.sandbox.apply;

import org.jspecify.annotations.NullMarked;
