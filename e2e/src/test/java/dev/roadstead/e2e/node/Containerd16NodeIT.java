package dev.roadstead.e2e.node;

import dev.roadstead.e2e.registry.Program;

/// With Debian 12's containerd, 1.6.
class Containerd16NodeIT extends ChainOnARealNode {
    @Override
    String containerd() {
        return Program.require("containerd").file().getParent().toString();
    }
}
