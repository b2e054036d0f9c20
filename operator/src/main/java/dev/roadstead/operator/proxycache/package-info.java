/// Reconciles ProxyCaches.
@NullMarked
package dev.roadstead.operator.proxycache;

import org.jspecify.annotations.NullMarked;
