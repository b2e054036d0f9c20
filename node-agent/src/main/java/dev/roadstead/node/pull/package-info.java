/// Pulls an image by the `hosts.toml` files on disk, as containerd does: the same folders, the same order, the same
/// fall-through.
@NullMarked
package dev.roadstead.node.pull;

import org.jspecify.annotations.NullMarked;
