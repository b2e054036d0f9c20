/// Reconciles Registries.
@NullMarked
package dev.roadstead.operator.registry;

import org.jspecify.annotations.NullMarked;
