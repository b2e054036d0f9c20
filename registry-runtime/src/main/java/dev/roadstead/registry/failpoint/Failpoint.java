package dev.roadstead.registry.failpoint;

import java.nio.file.Path;

/// What a write path has just done. Whatever dies there leaves what is on the disk then: a test takes a copy of that
/// and starts from it.
///
/// Nothing is compiled for it unless the JVM was started with `-Droadstead.failpoints=true`.
public enum Failpoint {
    SHARD_CREATED,
    OBJECT_CREATED,
    OBJECT_WRITTEN,
    OBJECT_SYNCED,
    SHARD_SYNCED,
    OBJECT_TRUNCATED,
    OBJECT_DELETED,
    DELETION_SYNCED,
    TRANSACTION_BEGUN,
    TRANSACTION_APPLIED,
    JOURNAL_APPENDED,
    TRANSACTION_COMMITTED;

    private static final boolean ENABLED = Boolean.getBoolean("roadstead.failpoints");
    private static volatile Watcher watcher = (_, _) -> {};

    /// Is told in the thread that writes, which goes on when it returns.
    @FunctionalInterface
    public interface Watcher {
        void reached(Failpoint point, Path file);
    }

    /// Throws [IllegalStateException] in a JVM without failpoints, where nobody would ever be told.
    public static void watch(Watcher told) {
        if (!ENABLED) {
            throw new IllegalStateException("start the JVM with -Droadstead.failpoints=true");
        }
        watcher = told;
    }

    /// @param file the object, its folder, or the metadata
    public void reached(Path file) {
        if (ENABLED) {
            watcher.reached(this, file);
        }
    }
}
