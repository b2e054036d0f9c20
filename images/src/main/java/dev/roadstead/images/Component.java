package dev.roadstead.images;

import java.util.List;

/// A program that is shipped as an image; its name is that of its module and of the image.
///
/// @param main the class that the image starts
/// @param description for the image's labels
record Component(String name, String main, String description) {

    static final List<Component> ALL = List.of(
            new Component(
                    "operator",
                    "dev.roadstead.operator.Main",
                    "Kubernetes operator that provisions and reconciles fleets of container registries"),
            new Component("registry-runtime", "dev.roadstead.registry.Main", "OCI registry with pull-through caches"),
            new Component(
                    "node-agent",
                    "dev.roadstead.node.Main",
                    "Configures containerd's registry mirrors on one node, and proves them"));
}
