/// What the schema of a CustomResourceDefinition means for objects: pruning, defaults, validation with the messages of
/// kube-apiserver; and the checks of a definition itself.
@NullMarked
package dev.roadstead.sandbox.schema;

import org.jspecify.annotations.NullMarked;
