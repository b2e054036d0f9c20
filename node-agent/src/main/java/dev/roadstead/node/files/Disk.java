package dev.roadstead.node.files;

import java.io.IOException;
import java.nio.file.Path;

/// The single steps of writing, each of which is done or not done when the process dies.
public interface Disk {
    /// Mode 0755; the parent exists, the folder does not.
    void createFolder(Path folder) throws IOException;

    /// Mode 0644, synced; the file must not exist, and no symbolic link is followed.
    void create(Path file, byte[] content) throws IOException;

    /// Atomic; replaces a file.
    void rename(Path from, Path to) throws IOException;

    /// A file or an empty folder; absent is fine.
    void delete(Path path) throws IOException;

    /// Makes the entries of a folder durable.
    void sync(Path folder) throws IOException;
}
