/// Objects as the rows and columns that `kubectl get` prints (meta.k8s.io/v1 Table): pure functions.
@NullMarked
package dev.roadstead.sandbox.table;

import org.jspecify.annotations.NullMarked;
