package dev.roadstead.sandbox.node;

import java.nio.file.Path;

/// One node: its name, its address and the folder that plays the root of its file system.
public record SandboxNode(String name, String address, Path root) {

    /// Where containerd reads registry hosts on this node.
    public Path certsDir() {
        return root.resolve("etc/containerd/certs.d");
    }

    public Path criSocket() {
        return root.resolve("run/containerd/containerd.sock");
    }
}
