/// Who may call the API.
@NullMarked
package dev.roadstead.registry.access;

import org.jspecify.annotations.NullMarked;
