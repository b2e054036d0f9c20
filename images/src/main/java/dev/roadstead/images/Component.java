package dev.roadstead.images;

import java.util.List;

/// A program that is shipped as an image; its name is that of its module and of the image.
///
/// @param main the class that the image starts
/// @param worker a class that it loads for its work, and not for a command that a person runs
/// @param description for the image's labels
record Component(String name, String main, String worker, String description) {

    static final List<Component> ALL = List.of(
            new Component(
                    "operator",
                    "dev.roadstead.operator.Main",
                    "dev.roadstead.operator.Main",
                    "Kubernetes operator that provisions and reconciles fleets of container registries"),
            new Component(
                    "registry-runtime",
                    "dev.roadstead.registry.Main",
                    "dev.roadstead.registry.Main",
                    "OCI registry with pull-through caches"),
            new Component(
                    "node-agent",
                    "dev.roadstead.node.Main",
                    "dev.roadstead.node.agent.NodeAgent",
                    "Configures containerd's registry mirrors on one node, and proves them"));
}
