/// Objects as the tables that `kubectl get` prints: `meta.k8s.io/v1` Table.
@NullMarked
package dev.roadstead.sandbox.table;

import org.jspecify.annotations.NullMarked;
