package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MemoryBlobStoreTest extends BlobStoreContract {
    private final MemoryBlobStore store = new MemoryBlobStore(1_000);

    @Override
    BlobStore store() {
        return store;
    }

    @Test
    void isFullAtItsCapacity() throws IOException {
        try (ObjectWriter writer = store.create(ObjectKey.random())) {
            writer.write(ByteBuffer.allocate(1_000));

            assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1)))
                    .isInstanceOf(StorageUnavailableException.class);
        }
    }
}
