/// OpenAPI v3 documents, one per group version, as far as kubectl reads them: to let the server validate, to explain.
@NullMarked
package dev.roadstead.sandbox.openapi;

import org.jspecify.annotations.NullMarked;
