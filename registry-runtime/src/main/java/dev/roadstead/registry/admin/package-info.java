/// The operator's way in: status and configuration.
@NullMarked
package dev.roadstead.registry.admin;

import org.jspecify.annotations.NullMarked;
