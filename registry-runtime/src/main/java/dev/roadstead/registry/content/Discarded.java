package dev.roadstead.registry.content;

import dev.roadstead.registry.metadata.MetadataException;
import dev.roadstead.registry.metadata.UploadTable;
import dev.roadstead.registry.storage.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The end of objects that nothing came of. The object goes before its row, because on a full disk the row cannot be
/// changed until the object has made room; a row without an object is harmless, and the next sweep takes it.
final class Discarded {
    private static final Logger log = LoggerFactory.getLogger(Discarded.class);

    private Discarded() {}

    static void deleteQuietly(Backing backing, String uploadId, ObjectKey key) {
        try {
            backing.objects().delete(key);
            backing.metadata().write(session -> UploadTable.delete(session, uploadId));
        } catch (IOException | UncheckedIOException | MetadataException e) {
            log.atWarn()
                    .addKeyValue("object", key)
                    .addKeyValue("reason", e.toString())
                    .log("discarded upload stays until the next sweep");
        }
    }
}
