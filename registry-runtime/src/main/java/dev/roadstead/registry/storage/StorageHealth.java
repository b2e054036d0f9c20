package dev.roadstead.registry.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What writes have met. A fault is remembered from the first write that failed until something could be written anew,
/// and synced, in its place: that no write failed since proves nothing. It only tells; every write is tried.
public final class StorageHealth {
    private static final long LEAST_SPACE_IN_BYTES = 1 << 20;
    private static final int PROBE_SIZE_IN_BYTES = 4 << 10;

    private final StoragePaths paths;
    private final Map<StorageFault, LongAdder> failures = new EnumMap<>(StorageFault.class);
    private volatile @Nullable StorageFault remembered;

    public StorageHealth(StoragePaths paths) {
        this.paths = paths;
        for (StorageFault fault : StorageFault.values()) {
            failures.put(fault, new LongAdder());
        }
    }

    /// The same failure, noted and recognised if it says that nothing can be stored.
    public IOException failed(IOException failure) {
        Optional<StorageFault> fault = StorageFault.of(failure.getMessage());
        if (fault.isEmpty() || failure instanceof StorageUnavailableException) {
            return failure;
        }
        note(fault.get());
        return new StorageUnavailableException(fault.get(), failure);
    }

    /// A write failed for what its program calls an I/O error; gives the fault that the disk itself tells of.
    public StorageFault diagnose(StorageFault assumed) {
        StorageFault found = assumed == StorageFault.FULL ? assumed : tried().orElse(assumed);
        note(found);
        return found;
    }

    private void note(StorageFault fault) {
        failures.getOrDefault(fault, new LongAdder()).increment();
        remembered = fault;
    }

    /// Writes that failed for it since the start.
    public long failures(StorageFault fault) {
        return failures.getOrDefault(fault, new LongAdder()).sum();
    }

    /// What stands in the way of the next write, as far as is known without writing.
    public Optional<StorageFault> fault() {
        StorageFault known = remembered;
        return known == null ? seen() : Optional.of(known);
    }

    /// Forgets a fault that has gone. To be called again and again; does nothing where none is remembered.
    public void recheck() {
        if (remembered != null) {
            remembered = tried().orElse(null);
        }
    }

    private Optional<StorageFault> seen() {
        try {
            if (!Files.isWritable(paths.objects())) {
                return Optional.of(StorageFault.READ_ONLY);
            }
            return Files.getFileStore(paths.objects()).getUsableSpace() < LEAST_SPACE_IN_BYTES
                    ? Optional.of(StorageFault.FULL)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(StorageFault.of(e.getMessage()).orElse(StorageFault.IO_ERROR));
        }
    }

    private Optional<StorageFault> tried() {
        for (Path probe : List.of(paths.metadataProbe(), paths.objectsProbe())) {
            try {
                write(probe);
            } catch (IOException e) {
                return Optional.of(StorageFault.of(e.getMessage()).orElse(StorageFault.IO_ERROR));
            }
        }
        return seen();
    }

    private static void write(Path probe) throws IOException {
        try (FileChannel file = FileChannel.open(probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(PROBE_SIZE_IN_BYTES));
            file.force(true);
        } finally {
            delete(probe);
        }
    }

    private static void delete(Path probe) throws IOException {
        try {
            Files.delete(probe);
        } catch (NoSuchFileException _) {
            // It could not be created, which is what is told.
        }
    }
}
