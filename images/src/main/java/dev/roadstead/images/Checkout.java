package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where the parts of an image stand in the project's folder after a build:
///
/// ```
/// <module>/target/roadstead-<module>.jar   the program
/// <module>/target/lib/                     its libraries
/// <module>/target/bom.json                 its bill of materials, CycloneDX
/// <module>/src/main/jvm/flags              flags of its JVM
/// <module>/src/main/jvm/classes            names of the classes it loads
/// LICENSE
/// ```
record Checkout(Path home) {

    private Path target(Component component) {
        return home.resolve(component.name()).resolve("target");
    }

    Path jar(Component component) {
        return required(target(component).resolve("roadstead-" + component.name() + ".jar"));
    }

    /// In the order of their names.
    List<Path> libraries(Component component) throws IOException {
        try (Stream<Path> files = Files.list(required(target(component).resolve("lib")))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    Path bom(Component component) {
        return required(target(component).resolve("bom.json"));
    }

    /// One a line in the file; `#` begins a comment.
    List<String> flags(Component component) throws IOException {
        return Files.readAllLines(required(jvm(component).resolve("flags"))).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    Path classes(Component component) {
        return required(jvm(component).resolve("classes"));
    }

    private Path jvm(Component component) {
        return home.resolve(component.name()).resolve("src/main/jvm");
    }

    Path license() {
        return required(home.resolve("LICENSE"));
    }

    private static Path required(Path path) {
        if (!Files.exists(path)) {
            throw new ImageException(path + " is missing: build the modules first (./roadstead images does)");
        }
        return path;
    }
}
