/// The custom resources of group `roadstead.dev`, as records. No client and no logic: the schema, and what reads and
/// writes it.
/// Components are nullable where the API server may leave them out; lists and maps are never null.
@NullMarked
package dev.roadstead.crd;

import org.jspecify.annotations.NullMarked;
