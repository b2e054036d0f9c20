package dev.roadstead.e2e.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The copies of a mount in the mount namespaces of others: whoever makes one, as a node of the sandbox does, takes all
/// mounts along, and while one is left the file system stays as it is. Mounted again, it would be the one whose power
/// was cut.
final class MountCopies {
    private static final int MAX_ROUNDS = 50;

    private final Path work;
    private final Path folder;

    /// @param folder where the mount was
    MountCopies(Path work, Path folder) {
        this.work = work;
        this.folder = folder;
    }

    /// Until there are none: a namespace may be made of one that still has a copy.
    void unmount() throws IOException, InterruptedException {
        Program enter = Program.require("nsenter");
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<Path> holders = holders();
            if (holders.isEmpty()) {
                return;
            }
            for (Path process : holders) {
                if (isHeldBy(process)) {
                    new ProcessBuilder(
                                    enter.file().toString(),
                                    "--mount=" + process.resolve("ns/mnt"),
                                    "umount",
                                    folder.toString())
                            .directory(work.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor();
                }
            }
        }
        throw new IllegalStateException(folder + " stays mounted in namespaces of " + holders());
    }

    private List<Path> holders() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
                    .filter(this::isHeldBy)
                    .toList();
        }
    }

    /// proc_pid_mountinfo(5): the mount point is the fifth field.
    private boolean isHeldBy(Path process) {
        try (Stream<String> mounts = Files.lines(process.resolve("mountinfo"))) {
            return mounts.anyMatch(mount -> mount.split(" ", 6)[4].equals(folder.toString()));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
