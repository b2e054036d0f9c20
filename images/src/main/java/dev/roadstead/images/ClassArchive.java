package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The classes that a program loads, parsed and laid out beforehand (CDS, JEP 310): it starts in half the time, and its
/// pages are clean. Without ahead-of-time linking (JEP 483), whose archives hold clock readings and differ from build
/// to build; decision 0006 has the figures.
final class ClassArchive {

    private ClassArchive() {}

    /// @param java of the image's runtime
    /// @param flags those of the program; some of them change the layout of objects
    /// @param root of the image's files; it leaves no trace in the archive
    /// @param classPath jars, relative to the root, as [JarStage] copies them
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
        command.add("-XX:SharedArchiveFile=" + archive);
        String output = Tool.runIn(root, command);
        if (!Files.exists(archive)) {
            throw new ImageException("the JVM wrote no class archive: " + output);
        }
    }
}
