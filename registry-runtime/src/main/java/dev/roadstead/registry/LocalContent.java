package dev.roadstead.registry;

import dev.roadstead.config.RegistryConfig.Limits;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.UploadSweeper;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/// What a data folder holds, with the folder, the metadata and the sweeper that belong to it.
final class LocalContent implements AutoCloseable {
    private final DataDirectory directory;
    private final MetadataStore metadata;
    private final ContentStore content;
    private final UploadSweeper sweeper;

    private LocalContent(DataDirectory directory, MetadataStore metadata, ContentStore content, UploadSweeper sweeper) {
        this.directory = directory;
        this.metadata = metadata;
        this.content = content;
        this.sweeper = sweeper;
    }

    /// Throws [dev.roadstead.registry.storage.DataDirectoryException] with one sentence when the folder cannot be
    /// served.
    static LocalContent open(Path data, Supplier<Limits> limits) throws IOException {
        DataDirectory directory = DataDirectory.open(data);
        try {
            Clock clock = Clock.systemUTC();
            MetadataStore metadata = MetadataStore.open(directory);
            ContentStore content = new ContentStore(new FileBlobStore(directory.paths()), metadata, clock);
            return new LocalContent(
                    directory, metadata, content, UploadSweeper.start(content.uploads(), limits, clock));
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    ContentStore content() {
        return content;
    }

    /// Lets accepted writes finish.
    @Override
    public void close() throws IOException {
        sweeper.close();
        metadata.close();
        directory.close();
    }
}
