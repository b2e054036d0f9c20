/// The client of a registry runtime's admin API.
@NullMarked
package dev.roadstead.operator.admin;

import org.jspecify.annotations.NullMarked;
