package dev.roadstead.e2e.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A small file system that a test may fill and break. Needs root; leaves no mount and no loop device behind.
final class ScratchFileSystem implements AutoCloseable {
    private static final int BLOCK_IN_BYTES = 4 << 10;

    private final Path work;
    private final Path folder;
    private final List<String> mountArguments;
    private boolean isMounted;

    private ScratchFileSystem(Path work, Path folder, List<String> mountArguments) {
        this.work = work;
        this.folder = folder;
        this.mountArguments = mountArguments;
    }

    /// In memory.
    static ScratchFileSystem tmpfs(Path work, String size, int inodes) throws IOException, InterruptedException {
        Path folder = mountPoint(work);
        return mounted(work, folder, List.of("-t", "tmpfs", "-o", "size=" + size + ",nr_inodes=" + inodes, "tmpfs"));
    }

    /// In a file, behind a loop device that goes with the mount.
    static ScratchFileSystem ext4(Path work, int mebibytes, int inodes) throws IOException, InterruptedException {
        Program mkfs = Program.require("mkfs.ext4");
        Path folder = mountPoint(work);
        Path image = Files.createTempFile(work, "image", ".ext4");
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), ((long) mebibytes << 20) - 1);
        }
        mkfs.run(work, "-q", "-F", "-m", "0", "-N", String.valueOf(inodes), image.toString());
        return mounted(work, folder, List.of("-o", "loop", image.toString()));
    }

    private static Path mountPoint(Path work) throws IOException {
        Program.requireThat(
                System.getProperty("user.name").equals("root"), "a file system is mounted, which takes root");
        return Files.createTempDirectory(work, "mounted");
    }

    private static ScratchFileSystem mounted(Path work, Path folder, List<String> arguments)
            throws IOException, InterruptedException {
        Program.require("umount");
        var scratch = new ScratchFileSystem(work, folder, arguments);
        scratch.mount();
        return scratch;
    }

    Path folder() {
        return folder;
    }

    void mount() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(mountArguments);
        arguments.add(folder.toString());
        Program.require("mount").run(work, arguments.toArray(String[]::new));
        isMounted = true;
    }

    void unmount() throws IOException, InterruptedException {
        Program.require("umount").run(work, folder.toString());
        isMounted = false;
        new MountCopies(work, folder).unmount();
    }

    /// @param option `ro` or `rw`
    void remount(String option) throws IOException, InterruptedException {
        Program.require("mount").run(work, "-o", "remount," + option, folder.toString());
    }

    /// Takes all the room there is.
    void fill() throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = 1 << 20; size >= BLOCK_IN_BYTES; size /= 2) {
                append(file, size);
            }
        }
    }

    private static void append(FileChannel file, int size) throws IOException {
        try {
            while (file.write(ByteBuffer.allocate(size)) == size) {}
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    void empty() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    /// Takes all the inodes; gives the files that do.
    List<Path> takeInodes() throws IOException {
        Path many = Files.createDirectory(folder.resolve("many"));
        List<Path> files = new ArrayList<>();
        try {
            while (true) {
                files.add(Files.createFile(many.resolve(String.valueOf(files.size()))));
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
        return files;
    }

    /// What a loss of power leaves: nothing that was not synced comes to the disk any more.
    void cutPower() throws IOException, InterruptedException {
        Program.require("python3")
                .run(
                        work,
                        "-c",
                        "import fcntl,os,struct,sys\n"
                                + "fcntl.ioctl(os.open(sys.argv[1],os.O_RDONLY),0x8004587d,struct.pack('I',2))",
                        folder.toString());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (isMounted) {
            Program.require("umount").run(work, "--lazy", folder.toString());
            new MountCopies(work, folder).unmount();
        }
    }
}
