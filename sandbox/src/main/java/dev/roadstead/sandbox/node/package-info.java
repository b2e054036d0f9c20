/// Sandbox nodes: a folder each that plays the host's root and, where it may, a containerd of its own.
@NullMarked
package dev.roadstead.sandbox.node;

import org.jspecify.annotations.NullMarked;
