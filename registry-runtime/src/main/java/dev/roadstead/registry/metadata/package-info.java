/// What is known of the stored objects: one SQL schema, one writer, and the statements of each table in the class named
/// after it.
@NullMarked
package dev.roadstead.registry.metadata;

import org.jspecify.annotations.NullMarked;
