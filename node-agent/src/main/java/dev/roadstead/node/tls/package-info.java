/// Whom a connection trusts.
@NullMarked
package dev.roadstead.node.tls;

import org.jspecify.annotations.NullMarked;
