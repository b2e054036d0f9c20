package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.brokenChunk;
import static dev.roadstead.registry.content.TestContent.bytes;
import static dev.roadstead.registry.content.TestContent.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.storage.MemoryBlobStore;
import dev.roadstead.registry.storage.StorageUnavailableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {
    private static final Repository APP = Repository.parse("team/app");
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

    private Uploads uploads() {
        return content.store().uploads();
    }

    private String start() {
        return uploads().start(APP, Algorithm.SHA256);
    }

    private void reopen() throws IOException {
        content.close();
        content = TestContent.withFiles(folder);
    }

    private long objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static void assertRefused(int status, ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OciException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.status()).isEqualTo(status);
        });
    }

    @Test
    void storesABlobThatCameInChunks() throws IOException {
        String id = start();
        assertThat(uploads().append(APP, id, chunk("hel", "lo "))).isEqualTo(6);

        StoredBlob blob = uploads().finish(APP, id, chunk("world"), HELLO);

        assertThat(blob.sizeInBytes()).isEqualTo(11);
        assertThat(content.store().blobs().find(APP, HELLO)).isPresent();
        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(APP, id));
    }

    @Test
    void storesAnEmptyBlob() throws IOException {
        uploads().finish(APP, start(), chunk(), Digest.sha256(new byte[0]));

        assertThat(content.store().blobs().find(APP, Digest.sha256(new byte[0])))
                .hasValueSatisfying(blob -> assertThat(blob.sizeInBytes()).isZero());
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello "));
        reopen();

        assertThat(uploads().offset(APP, id)).isEqualTo(6);
        uploads().finish(APP, id, chunk("world"), HELLO);

        assertThat(content.store().blobs().find(APP, HELLO)).isPresent();
    }

    @Test
    void forgetsBytesThatWereNeverAcknowledged() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello "));
        content.close();
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            Path object = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            try (RandomAccessFile file = new RandomAccessFile(object.toFile(), "rw")) {
                file.seek(6);
                file.write(bytes("unsynced"));
            }
        }
        content = TestContent.withFiles(folder);

        uploads().finish(APP, id, chunk("world"), HELLO);

        assertThat(content.store().blobs().find(APP, HELLO)).isPresent();
    }

    @Test
    void keepsWhatAClientSentBeforeItWentAway() throws IOException {
        String id = start();

        assertThatThrownBy(() -> uploads().append(APP, id, brokenChunk("hel", "lo ")))
                .isInstanceOf(IOException.class)
                .hasMessage("client went away");

        assertThat(uploads().offset(APP, id)).isEqualTo(6);
        uploads().finish(APP, id, chunk("world"), HELLO);
        assertThat(content.store().blobs().find(APP, HELLO)).isPresent();
    }

    @Test
    void leavesNothingOfABlobInOnePieceThatIsCutShort() throws IOException {
        assertThatThrownBy(() -> uploads().push(APP, brokenChunk("hello"), HELLO))
                .isInstanceOf(IOException.class);

        assertThat(objectFiles()).isZero();
    }

    @Test
    void refusesAChunkOutOfOrderAndKeepsTheOffset() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello "));
        Chunk late = new Chunk(chunk("world").content(), OptionalLong.of(7), OptionalLong.of(5), 100);

        assertRefused(416, ErrorCode.BLOB_UPLOAD_INVALID, () -> uploads().append(APP, id, late));

        assertThat(uploads().offset(APP, id)).isEqualTo(6);
    }

    @Test
    void dropsAChunkOfAnotherLengthThanAnnounced() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello "));
        Chunk tooLong = new Chunk(chunk("world!").content(), OptionalLong.of(6), OptionalLong.of(5), 100);

        assertRefused(400, ErrorCode.SIZE_INVALID, () -> uploads().append(APP, id, tooLong));

        assertThat(uploads().offset(APP, id)).isEqualTo(6);
        uploads().finish(APP, id, chunk("world"), HELLO);
    }

    @Test
    void refusesAnAnnouncedSizeBeforeReading() {
        Chunk large = new Chunk(
                () -> {
                    throw new AssertionError("read");
                },
                OptionalLong.empty(),
                OptionalLong.of(101),
                100);

        assertRefused(413, ErrorCode.SIZE_INVALID, () -> uploads().append(APP, start(), large));
        assertRefused(413, ErrorCode.SIZE_INVALID, () -> uploads().push(APP, large, HELLO));
    }

    @Test
    void endsAnUploadThatGrowsTooLarge() throws IOException {
        String id = start();
        Chunk growing = new Chunk(chunk("hello ", "world").content(), OptionalLong.empty(), OptionalLong.empty(), 10);

        assertRefused(413, ErrorCode.SIZE_INVALID, () -> uploads().append(APP, id, growing));

        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(APP, id));
        assertThat(objectFiles()).isZero();
    }

    @Test
    void anUploadBelongsToItsRepository() throws IOException {
        String id = start();
        Repository other = Repository.parse("team/other");
        content.push("team/other", "something");

        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(other, id));
        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().append(other, id, chunk("x")));
        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().finish(other, id, chunk("x"), HELLO));
        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().cancel(other, id));
    }

    @Test
    void endsAnUploadWithAWrongDigest() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello moon"));

        assertRefused(400, ErrorCode.DIGEST_INVALID, () -> uploads().finish(APP, id, chunk(), HELLO));

        assertThat(content.store().blobs().find(APP, HELLO)).isEmpty();
        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(APP, id));
        assertThat(objectFiles()).isZero();
    }

    @Test
    void acceptsADigestOfAnotherAlgorithm() throws IOException {
        Digest sha512 = Digest.of(Algorithm.SHA512, bytes("hello world"));
        String id = start();
        uploads().append(APP, id, chunk("hello "));

        uploads().finish(APP, id, chunk("world"), sha512);

        assertThat(content.store().blobs().find(APP, sha512)).isPresent();
        assertThat(content.store().blobs().find(APP, HELLO)).isEmpty();
    }

    @Test
    void cancelsAnUpload() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello"));

        uploads().cancel(APP, id);

        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(APP, id));
        assertThat(objectFiles()).isZero();
    }

    @Test
    void oneRequestAtATimeWritesToAnUpload() throws Exception {
        String id = start();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Chunk slow = new Chunk(
                new Chunk.Content() {
                    private boolean sent;

                    @Override
                    public ByteBuffer next() throws IOException {
                        writing.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        ByteBuffer next = sent ? null : ByteBuffer.wrap(bytes("hello "));
                        sent = true;
                        return next;
                    }
                },
                OptionalLong.empty(),
                OptionalLong.empty(),
                100);
        Thread first = Thread.startVirtualThread(() -> {
            try {
                uploads().append(APP, id, slow);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writing.await();

        assertRefused(409, ErrorCode.BLOB_UPLOAD_INVALID, () -> uploads().append(APP, id, chunk("moon")));
        assertRefused(409, ErrorCode.BLOB_UPLOAD_INVALID, () -> uploads().cancel(APP, id));
        uploads().sweep(content.now().plus(Duration.ofDays(9)));
        goOn.countDown();
        first.join();

        uploads().finish(APP, id, chunk("world"), HELLO);
        assertThat(content.store().blobs().find(APP, HELLO)).isPresent();
    }

    @Test
    void sweepsUploadsThatWereLeftAlone() throws IOException {
        String old = start();
        uploads().append(APP, old, chunk("hello"));
        content.pass(Duration.ofHours(2));
        String young = start();

        uploads().sweep(content.now().minus(Duration.ofHours(1)));

        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().offset(APP, old));
        assertThat(uploads().offset(APP, young)).isZero();
        assertThat(objectFiles()).isZero();
    }

    @Test
    void saysWhenTheContentOfAnUploadIsGone() throws IOException {
        String id = start();
        uploads().append(APP, id, chunk("hello "));
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            Files.delete(files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        assertRefused(404, ErrorCode.BLOB_UPLOAD_UNKNOWN, () -> uploads().append(APP, id, chunk("world")));
    }

    @Test
    void aFullDiskLosesNothingThatWasKept(@TempDir Path other) throws IOException {
        try (TestContent small = TestContent.inMemory(other, 20)) {
            Uploads uploads = small.store().uploads();
            Digest kept = small.push("team/app", "0123456789");
            String id = uploads.start(APP, Algorithm.SHA256);
            uploads.append(APP, id, chunk("hello "));

            assertThatThrownBy(() -> uploads.append(APP, id, chunk("wor", "ld and more")))
                    .isInstanceOf(StorageUnavailableException.class);

            assertThat(uploads.offset(APP, id)).isEqualTo(6);
            assertThat(small.store().blobs().find(APP, kept)).isPresent();
            assertThatThrownBy(() -> uploads.push(APP, chunk("much too much"), HELLO))
                    .isInstanceOf(StorageUnavailableException.class);
            assertThat(((MemoryBlobStore) small.objects()).size())
                    .as("nothing is left of what did not fit")
                    .isEqualTo(2);
            assertThat(uploads.append(APP, id, chunk("wor"))).isEqualTo(9);
        }
    }
}
