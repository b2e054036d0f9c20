/// The expression language of `x-kubernetes-validations`: CEL with the functions that Kubernetes adds.
///
/// Costs are neither estimated nor limited: an expression that a real cluster refuses as too costly passes here.
@NullMarked
package dev.roadstead.sandbox.schema.cel;

import org.jspecify.annotations.NullMarked;
