package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shared libraries of this machine that a Java runtime loads: glibc and its loader, and nothing else.
final class NativeLibraries {

    /// `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)`, or the loader: `/lib64/ld-linux-x86-64.so.2 (0x…)`.
    private static final Pattern LINE = Pattern.compile("(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)");

    private static final String MISSING = " => not found";

    /// Libraries in jars name these, though newer versions of glibc keep all code in the first.
    private static final List<String> OF_GLIBC =
            List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2");

    private NativeLibraries() {}

    /// Absolute paths, sorted, each to be put in the same place.
    ///
    /// @param runtime a folder that jlink wrote
    static Set<Path> of(Path runtime) throws IOException {
        List<Path> programs = programs(runtime);
        Set<String> own =
                programs.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        Set<Path> found = new TreeSet<>();
        for (Path program : programs) {
            found.addAll(parse(Tool.run(List.of("ldd", program.toString())), runtime, own));
        }
        Path libc = found.stream()
                .filter(path -> path.endsWith("libc.so.6"))
                .findFirst()
                .orElseThrow(() -> new ImageException("this machine's Java does not run on glibc: build the images on"
                        + " a distribution that has it, with a JDK for it"));
        for (String name : OF_GLIBC) {
            Path sibling = libc.resolveSibling(name);
            if (Files.exists(sibling)) {
                found.add(sibling);
            }
        }
        return found;
    }

    private static List<Path> programs(Path runtime) throws IOException {
        try (Stream<Path> files = Files.walk(runtime.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(runtime.resolve("bin/java")),
                            files.filter(file -> file.toString().endsWith(".so")))
                    .sorted()
                    .toList();
        }
    }

    /// The libraries outside of the runtime that `ldd` names.
    ///
    /// @param own names of the runtime's libraries, which the JVM finds by itself
    static Set<Path> parse(String output, Path runtime, Set<String> own) {
        Set<Path> paths = new LinkedHashSet<>();
        for (String line : output.lines().map(String::strip).toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                Path path = Path.of(matcher.group(1));
                if (!path.startsWith(runtime)) {
                    paths.add(path);
                }
            } else if (line.endsWith(MISSING) && !own.contains(line.substring(0, line.length() - MISSING.length()))) {
                throw new ImageException("a library that Java needs is not on this machine: " + line);
            }
        }
        return paths;
    }
}
