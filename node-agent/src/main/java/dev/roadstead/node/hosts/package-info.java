/// What a node's `certs.d` is to hold: pure functions from plans to the text of `hosts.toml`, and back by containerd's
/// rules. No file is touched here.
@NullMarked
package dev.roadstead.node.hosts;

import org.jspecify.annotations.NullMarked;
