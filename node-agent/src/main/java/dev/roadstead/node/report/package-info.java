/// The node's own `NodeState` object.
@NullMarked
package dev.roadstead.node.report;

import org.jspecify.annotations.NullMarked;
