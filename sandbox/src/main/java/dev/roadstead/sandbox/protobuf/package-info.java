/// Protobuf request bodies, which kubectl sends for built-in kinds, as JSON.
@NullMarked
package dev.roadstead.sandbox.protobuf;

import org.jspecify.annotations.NullMarked;
