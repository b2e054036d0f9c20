/// The Kubernetes API server over plain HTTP: the few verbs that an agent needs, with the small footprint that it may
/// have.
@NullMarked
package dev.roadstead.node.kube;

import org.jspecify.annotations.NullMarked;
