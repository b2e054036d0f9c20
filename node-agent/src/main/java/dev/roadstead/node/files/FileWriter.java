package dev.roadstead.node.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/// Files and folders that appear complete or not at all.
public final class FileWriter {
    private final Disk disk;

    public FileWriter(Disk disk) {
        this.disk = disk;
    }

    /// Puts `content` in place of whatever `file` is, durably, and reads it back.
    public void replace(Path file, byte[] content) throws IOException {
        Path folder = file.resolveSibling(".");
        Path temporary = file.resolveSibling(temporaryName());
        try {
            disk.create(temporary, content);
            disk.rename(temporary, file);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
        disk.sync(folder.normalize());
        if (!Arrays.equals(Files.readAllBytes(file), content)) {
            throw new IOException(file + " does not hold what was written to it: check the disk");
        }
    }

    /// Builds a folder beside its place and moves it there in one step. Its place must be free, or an empty folder.
    public void createFolder(Path folder, Map<String, byte[]> files) throws IOException {
        Path temporary = folder.resolveSibling(temporaryName());
        try {
            disk.createFolder(temporary);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                disk.create(temporary.resolve(file.getKey()), file.getValue());
            }
            disk.sync(temporary);
            disk.rename(temporary, folder);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
        disk.sync(folder.resolveSibling(".").normalize());
    }

    /// Moves a folder out of sight in one step, then deletes it.
    public void deleteFolder(Path folder) throws IOException {
        Path temporary = folder.resolveSibling(temporaryName());
        disk.rename(folder, temporary);
        disk.sync(folder.resolveSibling(".").normalize());
        deleteTree(temporary);
    }

    public void delete(Path file) throws IOException {
        disk.delete(file);
        disk.sync(file.resolveSibling(".").normalize());
    }

    public void createFolders(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (Files.isDirectory(folder) || parent == null) {
            return;
        }
        createFolders(parent);
        disk.createFolder(folder);
        disk.sync(parent);
    }

    /// Deletes a folder and the files in it; a symbolic link is deleted, not followed.
    public void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    deleteTree(entry);
                }
            }
        }
        disk.delete(path);
    }

    private void discard(Path temporary, IOException reason) {
        try {
            deleteTree(temporary);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String temporaryName() {
        return NodePaths.TEMPORARY_PREFIX
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
