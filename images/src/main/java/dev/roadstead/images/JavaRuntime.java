package dev.roadstead.images;

import java.nio.file.Path;
import java.util.List;

/// The part of this JDK that the programs need, as jlink cuts it out. All images share it, so that a node stores it
/// once.
final class JavaRuntime {

    /// What the jars name, and what they look up at run time: `java.naming` and `java.xml` for logging,
    /// `java.management` and `jdk.management` for metrics, `java.security.sasl` for fabric8's client.
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.security.sasl",
            "java.sql",
            "java.xml",
            "jdk.httpserver",
            "jdk.management",
            "jdk.unsupported");

    private final Path jdk;

    JavaRuntime(Path jdk) {
        this.jdk = jdk;
    }

    /// Writes it to a folder that does not exist yet.
    void link(Path folder) {
        // Layers are compressed as a whole, which does better on what is not compressed yet.
        Tool.run(List.of(
                jdk.resolve("bin/jlink").toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-0",
                "--output",
                folder.toString()));
    }
}
