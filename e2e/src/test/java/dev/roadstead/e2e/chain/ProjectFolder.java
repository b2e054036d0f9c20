package dev.roadstead.e2e.chain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder that looks to the sandbox like this project after a build, made of links to what this test runs with:
/// the programs are those that were compiled last, packed or not.
final class ProjectFolder {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> PROGRAMS = List.of("operator", "registry-runtime", "node-agent", "sandbox");

    private ProjectFolder() {}

    static Path in(Path folder) throws IOException {
        for (String shared : List.of("config", "examples", "crds")) {
            Files.createSymbolicLink(folder.resolve(shared), PROJECT.resolve(shared));
        }
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        for (String module : PROGRAMS) {
            Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
            Files.createSymbolicLink(folder.resolve(module).resolve("src"), PROJECT.resolve(module + "/src"));
            Path libraries = Files.createDirectory(target.resolve("lib"));
            for (int i = 0; i < classPath.size(); i++) {
                Path entry = classPath.get(i);
                if (isOf(module, entry)) {
                    // A folder of classes may be called a jar as well: the JVM looks at what it is.
                    Files.createSymbolicLink(target.resolve("roadstead-" + module + ".jar"), entry);
                } else if (PROGRAMS.stream().noneMatch(other -> isOf(other, entry))) {
                    Files.createSymbolicLink(libraries.resolve("%03d.jar".formatted(i)), entry);
                }
            }
        }
        return folder;
    }

    private static boolean isOf(String module, Path entry) {
        return entry.startsWith(PROJECT.resolve(module))
                || entry.getFileName().toString().startsWith("roadstead-" + module);
    }
}
