package dev.roadstead.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Copies the jars of a class path to where its class archive is dumped from.
///
/// The JDK keeps the jars that it has open in a `HashMap`, by their inode numbers (`ZipFile.Source.Key`). When eight of
/// them meet in one bin, the map calls a method that it never calls otherwise; the dump archives that the call is
/// resolved, and the image has another digest. So no eight of them meet, whatever inodes the file system gives.
final class JarStage {
    /// Of the smallest table of a `HashMap`; larger ones split these bins.
    static final int BINS = 16;

    /// One less than `HashMap.TREEIFY_THRESHOLD`.
    static final int MOST = 7;

    /// Far more than it takes: file systems count inodes up.
    private static final int TRIES = 10_000;

    private final int[] jars = new int[BINS];

    Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(place(to), to, StandardCopyOption.REPLACE_EXISTING);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
        return Stage.settle(to);
    }

    /// An empty file that has room in its bin. Those that have none are kept meanwhile, so that their inodes are.
    private Path place(Path to) throws IOException {
        List<Path> crowded = new ArrayList<>();
        try {
            for (int i = 0; i < TRIES; i++) {
                Path candidate = Files.createFile(to.resolveSibling(to.getFileName() + "." + i));
                if (take(hash(candidate))) {
                    return candidate;
                }
                crowded.add(candidate);
            }
        } finally {
            for (Path candidate : crowded) {
                Files.delete(candidate);
            }
        }
        throw new ImageException("the class path has too many jars, or the file system of " + to.getParent()
                + " too few inode numbers, for a class archive that is the same in each build");
    }

    /// Whether there was room in the bin of a key with this hash.
    boolean take(int hash) {
        int bin = (hash ^ (hash >>> 16)) & (BINS - 1);
        if (jars[bin] == MOST) {
            return false;
        }
        jars[bin]++;
        return true;
    }

    /// As `ZipFile.Source.Key` computes it for a jar that is modified at [Stage#MODIFIED].
    private static int hash(Path jar) throws IOException {
        Object key = Files.readAttributes(jar, BasicFileAttributes.class).fileKey();
        return Long.hashCode(StandardCharsets.UTF_8.hashCode() + Stage.MODIFIED.toEpochMilli())
                + (key == null ? 0 : key.hashCode());
    }
}
