package dev.roadstead.registry;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.UploadSweeper;
import dev.roadstead.registry.gc.Collector;
import dev.roadstead.registry.gc.GcCounters;
import dev.roadstead.registry.gc.GcSchedule;
import dev.roadstead.registry.gc.SteadyClock;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.StorageHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// What a data folder holds, with the folder, the metadata and the sweeper that belong to it.
final class LocalContent implements AutoCloseable {
    private final Clock clock = Clock.systemUTC();
    private final DataDirectory directory;
    private final MetadataStore metadata;
    private final BlobStore objects;
    private final ContentStore content;
    private final UploadSweeper sweeper;
    private final SteadyClock steadyClock;

    private LocalContent(DataDirectory directory, MetadataStore metadata, Supplier<Limits> limits) {
        this.directory = directory;
        this.metadata = metadata;
        this.objects = new FileBlobStore(directory);
        this.content = new ContentStore(objects, metadata, clock);
        this.steadyClock = new SteadyClock(metadata, clock);
        this.sweeper = UploadSweeper.start(content.uploads(), limits, clock);
    }

    /// Throws [dev.roadstead.registry.storage.DataDirectoryException] with one sentence when the folder cannot be
    /// served.
    static LocalContent open(Path data, Supplier<Limits> limits) throws IOException {
        DataDirectory directory = DataDirectory.open(data);
        try {
            return new LocalContent(directory, MetadataStore.open(directory), limits);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    ContentStore content() {
        return content;
    }

    StorageHealth health() {
        return directory.health();
    }

    /// To be ticked.
    SteadyClock steadyClock() {
        return steadyClock;
    }

    /// Collects garbage, once it is told when, until it is closed.
    GcSchedule schedule(GcCounters counters) {
        return new GcSchedule(
                pause -> new Collector(metadata, objects, content.uploads(), steadyClock, pause),
                metadata,
                counters,
                clock);
    }

    /// Lets accepted writes finish.
    @Override
    public void close() throws IOException {
        sweeper.close();
        metadata.close();
        directory.close();
    }
}
