package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.GRACE;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.SETTINGS;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.BlobWriter;
import dev.roadstead.registry.content.TestContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector between two steps of a client that is concerned with blobs.
class BlobRacesTest {
    private static final Repository OTHER = Repository.parse("team/other");

    @TempDir
    Path folder;

    private GcFixture gc;

    @BeforeEach
    void open() {
        gc = new GcFixture(folder);
    }

    @AfterEach
    void close() throws IOException {
        gc.close();
    }

    private boolean head(Digest blob) throws IOException {
        return gc.store().blobs().find(APP, blob).isPresent();
    }

    @Test
    void headThenCollectionThenManifest() throws IOException {
        Digest blob = gc.blob("promised");
        gc.content.pass(GRACE);

        assertThat(head(blob)).isTrue();
        gc.content.pass(GRACE);
        gc.collect();

        gc.push(GcFixture.imageOf("promised", null, "latest"));
        gc.settle(SETTINGS);
        assertThat(head(blob)).isTrue();
    }

    @Test
    void headOfWhatIsDueAlreadyIsInTime() throws IOException {
        Digest blob = gc.blob("promised");
        gc.content.pass(GRACE.multipliedBy(9));

        assertThat(head(blob)).isTrue();
        gc.content.pass(GRACE);
        gc.collect();

        assertThat(gc.hasBlob(blob)).isTrue();
    }

    @Test
    void headAfterCollectionSaysThatItIsGone() throws IOException {
        Digest blob = gc.blob("collected");
        gc.collectAfterGrace();

        assertThat(head(blob)).isFalse();
        assertThat(gc.store().blobs().mount(OTHER, blob, APP)).isFalse();
        assertThat(gc.store().blobs().mountFromAny(OTHER, blob)).isFalse();
    }

    @Test
    void aWordThatWasNotWrittenAgainHoldsAsLong() throws IOException {
        Digest blob = gc.blob("promised");
        gc.content.pass(GcFixture.PAST_GRACE.minus(GRACE).minusMillis(2));
        assertThat(head(blob))
                .as("within the minute, so that nothing is written")
                .isTrue();

        gc.content.pass(GRACE);
        gc.collect();

        assertThat(gc.hasBlob(blob)).isTrue();
    }

    @Test
    void aWordBetweenListingAndDecidingIsHeard() throws IOException {
        Digest blob = gc.blob("promised");
        gc.content.pass(PAST_GRACE);

        Tally removals = gc.collectInterrupted(BlobQueue.of(SETTINGS, Run.Times.at(gc.content.now())), () -> {
            assertThat(gc.store().blobs().mount(APP, blob, APP)).isTrue();
        });

        assertThat(removals).isEqualTo(Tally.none());
        assertThat(gc.hasBlob(blob)).isTrue();
    }

    @Test
    void aMountWinsAgainstTheReviewOfItsSource() throws IOException {
        Digest blob = gc.blob("mounted");
        gc.content.pass(PAST_GRACE);

        assertThat(gc.store().blobs().mount(OTHER, blob, APP)).isTrue();
        gc.collect();

        assertThat(gc.hasBlob(APP, blob)).isFalse();
        assertThat(gc.hasBlob(OTHER, blob)).isTrue();
        assertThat(gc.store().blobs().find(OTHER, blob)).isPresent();
    }

    @Test
    void aMountThatIsRepeatedIsPromisedAnew() throws IOException {
        Digest blob = gc.blob("mounted");
        gc.store().blobs().mount(OTHER, blob, APP);
        gc.content.pass(GRACE);

        assertThat(gc.store().blobs().mountFromAny(OTHER, blob)).isTrue();
        gc.content.pass(GRACE);
        gc.collect();

        assertThat(gc.hasBlob(OTHER, blob)).isTrue();
    }

    @Test
    void aPushTakesABlobOutOfTheTrash() throws IOException {
        Digest blob = gc.blob("pushed again");
        gc.collectAfterGrace();

        gc.blob("pushed again");
        gc.content.pass(GRACE);
        gc.collect();

        assertThat(head(blob)).isTrue();
        assertThat(gc.objects.size()).isEqualTo(1);
        assertThat(gc.trash().blobs(null, 10)).isEmpty();
    }

    @Test
    void aPushWhileTheOldObjectIsDeletedGetsAnObjectOfItsOwn() throws IOException {
        Digest blob = gc.blob("deleted now");
        gc.collectAfterGrace();
        gc.content.pass(TRASH.plusMillis(1));

        // Between the tombstone and the delete of the object.
        gc.collector(_ -> {
                    push("deleted now");
                    return true;
                })
                .run(SETTINGS);

        assertThat(head(blob)).isTrue();
        assertThat(gc.objects.size()).isEqualTo(1);
        gc.push(GcFixture.imageOf("deleted now", null, "latest"));
    }

    private void push(String text) {
        try {
            gc.blob(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUploadThatEndsAfterItsDigestWasPurgedKeepsItsOwnObject() throws IOException {
        Digest blob = gc.blob("slow");
        try (BlobWriter writer = gc.store().blobs().newWriter(APP)) {
            writer.append(ByteBuffer.wrap(TestContent.bytes("slow")));
            gc.collectAfterGrace();
            gc.content.pass(TRASH.plusMillis(1));
            gc.collect(withoutUploads());

            writer.commit(blob);
        }

        assertThat(head(blob)).isTrue();
    }

    private static GcSettings withoutUploads() {
        return new GcSettings(GRACE, null, TRASH, TRASH.multipliedBy(99), 1_000, TRASH, false);
    }

    @Test
    void anUploadThatIsBeingWrittenIsNotEnded() throws IOException {
        try (BlobWriter writer = gc.store().blobs().newWriter(APP)) {
            writer.append(ByteBuffer.wrap(TestContent.bytes("slow")));
            gc.content.pass(TRASH);
            gc.collect();

            writer.commit(Digest.sha256(TestContent.bytes("slow")));
        }
        assertThat(gc.removals).isEmpty();
    }

    @Test
    void aCachedManifestKeepsABlobThatIsFetchedLater() throws IOException {
        gc.store().manifests().cache(APP, GcFixture.imageOf("fetched late", null, "latest"));
        gc.collectAfterGrace();
        Digest blob;
        try (BlobWriter writer = gc.store().blobs().newWriter(APP)) {
            writer.append(ByteBuffer.wrap(TestContent.bytes("fetched late")));
            gc.collectAfterGrace();
            blob = Digest.sha256(TestContent.bytes("fetched late"));
            writer.commit(blob);
        }

        gc.settle(SETTINGS);

        assertThat(head(blob)).isTrue();
    }
}
