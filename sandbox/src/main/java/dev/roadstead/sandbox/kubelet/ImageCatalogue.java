package dev.roadstead.sandbox.kubelet;

import java.util.Optional;

/// Knows which program an image stands for.
@FunctionalInterface
public interface ImageCatalogue {

    /// Empty when the sandbox has nothing to run for the image.
    Optional<Program> find(String image);

    /// `operator` of `ghcr.io/roadstead/operator:0.1.0@sha256:…`.
    static String shortName(String image) {
        String path = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
    }
}
