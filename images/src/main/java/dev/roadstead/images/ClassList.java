package dev.roadstead.images;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Class lists of runs, as `-XX:DumpLoadedClassList` writes them, made into one that does not change without a reason.
final class ClassList {

    private ClassList() {}

    /// Sorted, without the numbers and the order of a run, and without classes that only a run has: hidden ones and
    /// those of
    /// other loaders.
    static List<String> merge(Stream<String> lines) {
        Set<String> all = new TreeSet<>();
        lines.map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .filter(line -> !line.contains(" source: ") && !line.startsWith("@cp "))
                .map(line -> line.replaceAll(" id: \\d+.*$", ""))
                .filter(line -> !line.contains("$$Lambda") && !line.contains("LambdaForm$"))
                .forEach(all::add);
        return List.copyOf(all);
    }

    /// Whether a run was of this component's image. What else a program can do stays out of the archive, for whose
    /// pages the program pays memory even if it never asks for their classes.
    static boolean isOf(Component component, List<String> lines) {
        String worker = component.worker().replace('.', '/');
        return lines.stream().anyMatch(line -> line.equals(worker) || line.startsWith(worker + " "));
    }
}
