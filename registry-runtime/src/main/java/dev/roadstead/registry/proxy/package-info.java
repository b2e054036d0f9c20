/// Pull-through caches of upstream registries.
@NullMarked
package dev.roadstead.registry.proxy;

import org.jspecify.annotations.NullMarked;
