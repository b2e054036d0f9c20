package dev.roadstead.registry.content;

import dev.roadstead.registry.failpoint.Failpoint;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// At every failpoint, what a start would find if all ended there: by kill -9 (all that was written), and by a loss of
/// power (of objects only what was synced; a transaction is synced when it is committed, and counts for nothing
/// before).
final class CrashCopies implements AutoCloseable {
    private final Path live;
    private final Path folder;
    private final List<Copy> copies = new ArrayList<>();
    private final Set<Failpoint> reached = EnumSet.noneOf(Failpoint.class);
    private final Map<Path, Long> syncedSize = new HashMap<>();
    private final Set<Path> syncedEntries = new HashSet<>();

    /// A data folder as it is left.
    record Copy(Path data, String moment) {
        @Override
        public String toString() {
            return moment;
        }
    }

    /// @param live the data folder that is watched
    CrashCopies(Path live, Path folder) {
        this.live = live;
        this.folder = folder;
        Failpoint.watch(this::reached);
    }

    Set<Failpoint> reached() {
        return reached;
    }

    /// Those since the last call.
    synchronized List<Copy> take() {
        List<Copy> taken = List.copyOf(copies);
        copies.clear();
        return taken;
    }

    private synchronized void reached(Failpoint point, Path file) {
        if (!file.startsWith(live)) {
            return;
        }
        reached.add(point);
        try {
            switch (point) {
                case OBJECT_SYNCED -> syncedSize.put(file, Files.size(file));
                case SHARD_SYNCED -> syncedEntries.add(file);
                case OBJECT_TRUNCATED ->
                    syncedSize.computeIfPresent(
                            file, (_, size) -> Math.min(size, file.toFile().length()));
                default -> {}
            }
            copy(point, "kill", false);
            copy(point, "loss of power", true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Failpoint point, String end, boolean onlySynced) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(reached.size() + "-" + System.nanoTime()));
        StoragePaths paths = new StoragePaths(live);
        for (Path file : List.of(paths.metadata(), live.resolve("metadata.db-wal"))) {
            if (Files.exists(file)) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        try (Stream<Path> objects = Files.walk(paths.objects())) {
            for (Path file : objects.toList()) {
                Path target = copy.resolve(live.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!onlySynced) {
                    Files.copy(file, target);
                } else if (syncedEntries.contains(file)) {
                    byte[] written = Files.readAllBytes(file);
                    int size = syncedSize.getOrDefault(file, 0L).intValue();
                    Files.write(target, Arrays.copyOf(written, Math.min(size, written.length)));
                }
            }
        } catch (NoSuchFileException e) {
            throw new IllegalStateException("something else writes to " + live, e);
        }
        copies.add(new Copy(copy, end + " after " + point));
    }

    @Override
    public void close() {
        Failpoint.watch((_, _) -> {});
    }
}
