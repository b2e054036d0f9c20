package dev.roadstead.node.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/// An error of the disk as a sentence with the way out.
final class DiskTrouble {
    private DiskTrouble() {}

    static String sentence(Path path, IOException error) {
        String text = String.valueOf(error.getMessage());
        if (text.contains("No space left")) {
            return "the disk below " + path + " is full: free space on the node";
        }
        if (text.contains("Read-only file system")) {
            return path + " is read-only: mount it writable, or bring the files in with the node's image";
        }
        if (error instanceof AccessDeniedException) {
            return path + " may not be written (" + text + "): the agent needs root and a writable mount";
        }
        return path + " could not be written: " + error;
    }
}
