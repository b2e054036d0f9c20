/// What container runtime the node has, and whether it reads `certs.d`.
@NullMarked
package dev.roadstead.node.runtime;

import org.jspecify.annotations.NullMarked;
