/// The few calls of the Container Runtime Interface that a proof needs, over the runtime's unix socket. Nothing here is
/// loaded on a node without one.
@NullMarked
package dev.roadstead.node.cri;

import org.jspecify.annotations.NullMarked;
