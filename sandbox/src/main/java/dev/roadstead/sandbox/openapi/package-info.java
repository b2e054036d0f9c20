/// OpenAPI v3 documents of what is served: pure functions.
@NullMarked
package dev.roadstead.sandbox.openapi;

import org.jspecify.annotations.NullMarked;
