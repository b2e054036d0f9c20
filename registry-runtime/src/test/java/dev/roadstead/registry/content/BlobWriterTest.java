package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.BlobTable.BlobRow;
import dev.roadstead.registry.metadata.UploadTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobWriterTest {
    private static final Repository CACHE = Repository.parse("hub/library/alpine");
    private static final Digest HELLO = Digest.sha256(bytes("hello world"));

    @TempDir
    Path folder;

    private TestContent content;

    @BeforeEach
    void open() {
        content = TestContent.withFiles(folder);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private Blobs blobs() {
        return content.store().blobs();
    }

    private static void append(BlobWriter writer, String text) throws IOException {
        writer.append(ByteBuffer.wrap(bytes(text)));
    }

    private static byte[] readAll(BlobReader reader) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        while (reader.read(all, all.position()) >= 0) {}
        byte[] content = new byte[all.position()];
        all.flip().get(content);
        return content;
    }

    private long objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private BlobRow row(Digest digest) {
        return content.metadata()
                .read(session -> BlobTable.find(session, digest))
                .orElseThrow();
    }

    @Test
    void manyFollowABlobWhileItIsWritten() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                BlobWriter writer = blobs().newWriter(CACHE)) {
            List<Future<byte[]>> followers = new ArrayList<>();
            for (String piece : List.of("hel", "lo", " ", "wor", "ld")) {
                BlobReader reader = writer.newReader();
                followers.add(threads.submit(() -> {
                    try (reader) {
                        return readAll(reader);
                    }
                }));
                append(writer, piece);
            }
            assertThat(writer.position()).isEqualTo(11);

            writer.commit(HELLO);

            for (Future<byte[]> follower : followers) {
                assertThat(follower.get()).isEqualTo(bytes("hello world"));
            }
        }
        assertThat(blobs().find(CACHE, HELLO)).isPresent();
    }

    @Test
    void nobodyEverHasAllOfAWrongBlob() throws IOException {
        try (BlobWriter writer = blobs().newWriter(CACHE);
                BlobReader reader = writer.newReader()) {
            append(writer, "hello moon!");
            ByteBuffer seen = ByteBuffer.allocate(100);
            reader.read(seen, 0);

            assertThatThrownBy(() -> writer.commit(HELLO))
                    .isInstanceOfSatisfying(
                            OciException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_INVALID));

            assertThat(seen.position()).as("the last byte is held back").isEqualTo(10);
            assertThatThrownBy(() -> reader.read(seen, seen.position())).isInstanceOf(IOException.class);
        }
        assertThat(blobs().find(CACHE, HELLO)).isEmpty();
        assertThat(objectFiles()).isZero();
    }

    @Test
    void leavesNothingWhenItIsClosedWithoutACommit() throws IOException {
        BlobReader reader;
        try (BlobWriter writer = blobs().newWriter(CACHE)) {
            append(writer, "hello");
            reader = writer.newReader();
        }

        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(9), 4)).isInstanceOf(IOException.class);
        reader.close();
        assertThat(objectFiles()).isZero();
    }

    @Test
    void keepsContentOnceAndServesEachRepository() throws IOException {
        content.push("team/app", "hello world");
        try (BlobWriter writer = blobs().newWriter(CACHE)) {
            append(writer, "hello world");
            writer.commit(HELLO);
        }

        assertThat(objectFiles()).isEqualTo(1);
        assertThat(blobs().find(CACHE, HELLO)).isPresent();
        assertThat(content.store().usage().blobs()).isEqualTo(1);
    }

    @Test
    void concurrentPushesOfOneBlobKeepOneObject() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Digest>> pushes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String repository = "team/app" + i;
                pushes.add(threads.submit(() -> content.push(repository, "hello world")));
            }

            for (Future<Digest> push : pushes) {
                assertThat(push.get()).isEqualTo(HELLO);
            }
        }

        assertThat(objectFiles()).isEqualTo(1);
        for (int i = 0; i < 40; i++) {
            assertThat(blobs().find(Repository.parse("team/app" + i), HELLO)).isPresent();
        }
    }

    @Test
    void mendsABlobWhoseObjectIsGone() throws IOException {
        content.push("team/app", "hello world");
        content.objects().delete(row(HELLO).key());
        assertThat(blobs().find(Repository.parse("team/app"), HELLO)).isEmpty();

        content.push("team/app", "hello world");

        assertThat(blobs().find(Repository.parse("team/app"), HELLO)).isPresent();
    }

    @Test
    void mendsABlobWhoseObjectIsTruncated() throws IOException {
        content.push("team/app", "hello world");
        content.objects().resume(row(HELLO).key(), 3).close();
        assertThat(blobs().find(Repository.parse("team/app"), HELLO)).isEmpty();

        content.push("team/other", "hello world");

        assertThat(blobs().find(Repository.parse("team/app"), HELLO)).isPresent();
        assertThat(objectFiles()).isEqualTo(1);
    }

    @Test
    void everyObjectIsNamedByARowFromItsFirstByteOn() throws IOException {
        try (BlobWriter writer = blobs().newWriter(CACHE)) {
            append(writer, "hello");

            List<UploadTable.UploadRow> open = content.metadata()
                    .read(session -> UploadTable.listUntouchedSince(
                            session, content.now().plusMillis(1), 10));

            assertThat(open).hasSize(1);
            assertThat(content.objects().find(open.getFirst().key())).isPresent();
        }
    }

    @Test
    void aBlobInAnotherRepositoryIsNotHere() throws IOException {
        content.push("team/private", "hello world");

        assertThat(blobs().find(CACHE, HELLO)).isEmpty();
        assertThat(blobs().mount(CACHE, HELLO, Repository.parse("team/unknown")))
                .isFalse();
        assertThat(blobs().find(CACHE, HELLO)).isEmpty();
    }
}
