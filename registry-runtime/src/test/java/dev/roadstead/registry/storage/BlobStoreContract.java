package dev.roadstead.registry.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/// What every store promises.
abstract class BlobStoreContract {
    private final ObjectKey key = ObjectKey.random();

    abstract BlobStore store();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String text) throws IOException {
        try (ObjectWriter writer = store().create(key)) {
            writer.write(bytes(text));
            writer.sync();
        }
    }

    private String content() throws IOException {
        StoredObject object = store().find(key).orElseThrow();
        ByteBuffer content = ByteBuffer.allocate((int) object.sizeInBytes() + 1);
        try (StoredObject.ObjectReader reader = object.open()) {
            while (reader.read(content, content.position()) >= 0) {}
        }
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        write("hello world");

        assertThat(content()).isEqualTo("hello world");
    }

    @Test
    void keepsAnEmptyObject() throws IOException {
        write("");

        assertThat(store().find(key).orElseThrow().sizeInBytes()).isZero();
        assertThat(content()).isEmpty();
    }

    @Test
    void readsAnyPlace() throws IOException {
        write("hello world");
        ByteBuffer part = ByteBuffer.allocate(5);

        try (StoredObject.ObjectReader reader = store().find(key).orElseThrow().open()) {
            assertThat(reader.read(part, 6)).isEqualTo(5);
            assertThat(reader.read(ByteBuffer.allocate(1), 11)).isEqualTo(-1);
        }
        assertThat(part.flip()).isEqualTo(bytes("world"));
    }

    @Test
    void readsWhatIsBeingWritten() throws IOException {
        try (ObjectWriter writer = store().create(key)) {
            writer.write(bytes("hel"));
            assertThat(content()).isEqualTo("hel");
            writer.write(bytes("lo"));
            assertThat(content()).isEqualTo("hello");
            assertThat(writer.position()).isEqualTo(5);
        }
    }

    @Test
    void continuesAtTheOffsetAndDropsWhatIsBeyond() throws IOException {
        write("hello moon");

        try (ObjectWriter writer = store().resume(key, 6)) {
            assertThat(writer.position()).isEqualTo(6);
            writer.write(bytes("world"));
            writer.sync();
        }

        assertThat(content()).isEqualTo("hello world");
    }

    @Test
    void refusesToContinueWhatIsShorterOrMissing() throws IOException {
        write("hello");

        assertThatThrownBy(() -> store().resume(key, 6)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store().resume(ObjectKey.random(), 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void writesAKeyOnce() throws IOException {
        write("hello");

        assertThatThrownBy(() -> store().create(key)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void deletesAndForgets() throws IOException {
        write("hello");

        store().delete(key);
        store().delete(key);

        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void readersOutliveADelete() throws IOException {
        write("hello");
        ByteBuffer content = ByteBuffer.allocate(5);

        try (StoredObject.ObjectReader reader = store().find(key).orElseThrow().open()) {
            store().delete(key);
            reader.read(content, 0);
        }

        assertThat(content.flip()).isEqualTo(bytes("hello"));
    }

    @Test
    void hasNoFault() {
        assertThat(store().fault()).isEmpty();
    }
}
