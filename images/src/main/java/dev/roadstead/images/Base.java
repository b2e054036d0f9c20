package dev.roadstead.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/// What all images begin with: glibc, a Java runtime and the few files that both look up. No shell, no package manager.
final class Base {
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

    /// Jib knows no sticky bit; the programs are alone in their container, and pods mount a volume there.
    private static final FilePermissions FOR_ALL = FilePermissions.fromOctalString("777");

    private final Path root;
    private final Set<Path> libraries;

    private Base(Path root, Set<Path> libraries) {
        this.root = root;
        this.libraries = libraries;
    }

    /// @param root a folder that does not exist yet
    static Base make(Path jdk, Path root) throws IOException {
        Path java = root.resolve(Layout.JAVA);
        new JavaRuntime(jdk).link(java);
        Set<Path> libraries = NativeLibraries.of(java);
        Stage.write("""
                root:x:0:0:root:/:/sbin/nologin
                roadstead:x:65532:65532:roadstead:/tmp:/sbin/nologin
                """, root.resolve("etc/passwd"));
        Stage.write("root:x:0:\nroadstead:x:65532:\n", root.resolve("etc/group"));
        Stage.write("passwd: files\ngroup: files\nhosts: files dns\n", root.resolve("etc/nsswitch.conf"));
        Files.createDirectories(root.resolve("tmp"));
        Stage.settleAll(root);
        return new Base(root, libraries);
    }

    /// `bin/java` of the runtime, outside of an image.
    Path java() {
        return root.resolve(Layout.JAVA).resolve("bin/java");
    }

    FileEntriesLayer layer() throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("java");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                layer.addEntry(
                        file,
                        AbsoluteUnixPath.get("/" + root.relativize(file)),
                        Files.isExecutable(file) ? EXECUTABLE : PLAIN,
                        Stage.MODIFIED);
            }
        }
        layer.addEntry(root.resolve("tmp"), AbsoluteUnixPath.get("/tmp"), FOR_ALL, Stage.MODIFIED);
        for (Path library : libraries) {
            layer.addEntry(library, AbsoluteUnixPath.get(library.toString()), EXECUTABLE, Stage.MODIFIED);
        }
        return layer.build();
    }
}
