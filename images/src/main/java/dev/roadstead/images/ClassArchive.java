package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The classes that a program loads, parsed and laid out beforehand (CDS, JEP 310): it starts in half the time, and its
/// pages are clean. Without ahead-of-time linking (JEP 483), whose archives hold clock readings and differ from build
/// to build; decision 0006 has the figures.
final class ClassArchive {

    /// On a busy machine a dump now and then differs from all others; two that are the same tell it apart.
    private static final int DUMPS = 5;

    private ClassArchive() {}

    /// @param java of the image's runtime
    /// @param flags those of the program; some of them change the layout of objects
    /// @param root of the image's files; it leaves no trace in the archive
    /// @param classPath jars, relative to the root, with the sizes and times that they have in the image
    /// @param classes names, one a line, as the JVM's `DumpLoadedClassList` writes them
    static void dump(Path java, List<String> flags, Path root, List<String> classPath, Path classes, Path archive)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.add("-Xshare:dump");
        // One collection, by the dump itself. With others between, what is in the archive depends on when they come,
        // and that on the clock and on the length of the paths among the system properties.
        command.addAll(List.of("-Xms512m", "-Xmx512m", "-Xmn384m", "-XX:MetaspaceSize=256m"));
        command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
        command.add("-XX:SharedClassListFile=" + classes);
        command.add("-cp");
        command.add(String.join(":", classPath));
        agreed(archive, DUMPS, candidate -> {
            List<String> one = new ArrayList<>(command);
            one.add("-XX:SharedArchiveFile=" + candidate);
            String output = Tool.runIn(root, one);
            if (!Files.exists(candidate)) {
                throw new ImageException("the JVM wrote no class archive: " + output);
            }
        });
    }

    /// Writes a file over and over until two are the same; that one stays.
    ///
    /// @throws ImageException when no two are the same
    static void agreed(Path file, int most, Writer writer) throws IOException {
        List<Path> candidates = new ArrayList<>();
        try {
            for (int i = 0; i < most; i++) {
                Path candidate = file.resolveSibling(file.getFileName() + "." + i);
                candidates.add(candidate);
                writer.write(candidate);
                for (Path earlier : candidates.subList(0, i)) {
                    if (Files.mismatch(earlier, candidate) < 0) {
                        Files.move(candidate, file, StandardCopyOption.REPLACE_EXISTING);
                        return;
                    }
                }
            }
        } finally {
            for (Path candidate : candidates) {
                Files.deleteIfExists(candidate);
            }
        }
        throw new ImageException("of " + most + " times that " + file.getFileName()
                + " was written no two are the same, so the image would have another digest in each build");
    }

    /// What makes one candidate.
    interface Writer {
        void write(Path file) throws IOException;
    }
}
