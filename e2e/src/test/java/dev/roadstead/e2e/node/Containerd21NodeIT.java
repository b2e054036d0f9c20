package dev.roadstead.e2e.node;

import dev.roadstead.e2e.registry.Program;

/// With containerd 2.1, whose programs stand in the folder that `ROADSTEAD_CONTAINERD_21` names.
class Containerd21NodeIT extends ChainOnARealNode {
    @Override
    String containerd() {
        return Program.requireIn("ROADSTEAD_CONTAINERD_21", "containerd", "containerd-2.1")
                .file()
                .getParent()
                .toString();
    }
}
