package dev.roadstead.registry.metadata;

/// Metadata that can take no further page, as on a full disk.
public final class FullMetadata implements AutoCloseable {
    private final MetadataStore metadata;

    public FullMetadata(MetadataStore metadata) {
        this.metadata = metadata;
        limit(1);
    }

    /// SQLite takes the size that it has where less is asked for.
    private void limit(int pages) {
        metadata.write(session -> session.list(row -> row.getInt(1), "PRAGMA max_page_count = " + pages));
    }

    @Override
    public void close() {
        limit(1 << 30);
    }
}
