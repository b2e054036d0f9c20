package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.storage.BlobStore;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.ObjectKey;
import dev.roadstead.registry.storage.ObjectWriter;
import dev.roadstead.registry.storage.StorageFault;
import dev.roadstead.registry.storage.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The process ends between two steps of the collector, and another goes on over the same folder.
class CrashTest {
    private static final int BLOBS = 3;

    @TempDir
    Path folder;

    private static final class CrashedException extends RuntimeException {}

    /// Counts the places where the process may end, and ends at one of them.
    private static final class Failpoints {
        private int left;

        Failpoints(int left) {
            this.left = left;
        }

        boolean pass() {
            if (left-- == 0) {
                throw new CrashedException();
            }
            return true;
        }
    }

    /// Fails before and after each delete.
    private record FailingDeletes(BlobStore objects, Failpoints failpoints) implements BlobStore {
        @Override
        public ObjectWriter create(ObjectKey key) throws IOException {
            return objects.create(key);
        }

        @Override
        public ObjectWriter resume(ObjectKey key, long offset) throws IOException {
            return objects.resume(key, offset);
        }

        @Override
        public Optional<StoredObject> find(ObjectKey key) throws IOException {
            return objects.find(key);
        }

        @Override
        public void delete(ObjectKey key) throws IOException {
            failpoints.pass();
            objects.delete(key);
            failpoints.pass();
        }

        @Override
        public Optional<StorageFault> fault() {
            return objects.fault();
        }
    }

    private static GcReport collect(TestContent content, Failpoints failpoints) {
        return new Collector(
                        content.metadata(),
                        new FailingDeletes(content.objects(), failpoints),
                        content.store().uploads(),
                        content.clock(),
                        _ -> failpoints.pass())
                .run(UNTAGGED_TOO);
    }

    /// Opens the folder as a new process would, at a later time.
    private boolean crashes(Duration time, Failpoints failpoints) throws IOException {
        try (TestContent content = TestContent.with(folder, FileBlobStore::new)) {
            content.pass(time);
            collect(content, failpoints);
            return false;
        } catch (CrashedException _) {
            return true;
        }
    }

    private long objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @ParameterizedTest(name = "after {0} steps")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void nothingIsLostAndNothingIsLeft(int steps) throws IOException {
        Digest kept;
        try (TestContent content = TestContent.withFiles(folder)) {
            kept = content.push(APP.name(), "kept");
            content.store().manifests().push(APP, GcFixture.imageOf("kept", null, "latest"));
            for (int i = 0; i < BLOBS; i++) {
                content.push(APP.name(), "garbage " + i);
                content.store().manifests().push(APP, GcFixture.imageOf("garbage " + i, null));
            }
        }

        boolean crashed = false;
        Duration time = Duration.ZERO;
        for (Duration wait : new Duration[] {PAST_GRACE, PAST_GRACE, TRASH.plusMillis(1)}) {
            time = time.plus(wait);
            crashed |= crashes(time, new Failpoints(steps));
            assertThat(crashes(time, new Failpoints(Integer.MAX_VALUE))).isFalse();
        }

        assertThat(crashed).isEqualTo(steps < 12);
        assertThat(objectFiles()).isEqualTo(1);
        try (TestContent content = TestContent.withFiles(folder)) {
            assertThat(content.store().blobs().find(APP, kept)).isPresent();
        }
    }
}
