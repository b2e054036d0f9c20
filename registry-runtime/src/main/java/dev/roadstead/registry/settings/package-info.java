/// The config document in use, and how it is replaced.
@NullMarked
package dev.roadstead.registry.settings;

import org.jspecify.annotations.NullMarked;
