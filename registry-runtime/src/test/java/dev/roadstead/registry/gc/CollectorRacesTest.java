package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.GRACE;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.SETTINGS;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.BlobWriter;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.metadata.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector between two steps of a client.
class CollectorRacesTest {
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

    private boolean headManifest(Digest manifest) {
        return gc.store()
                .manifests()
                .find(APP, new Reference.ByDigest(manifest))
                .isPresent();
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

    /// A queue between whose listing and deciding a client does something.
    private record Interrupted<K>(Run.Queue<K> queue, Runnable client) implements Run.Queue<K> {
        @Override
        public List<K> page(Session session, @Nullable K after, int limit) throws SQLException {
            List<K> page = queue.page(session, after, limit);
            client.run();
            return page;
        }

        @Override
        public List<Removal> settle(Session session, K item) throws SQLException {
            return queue.settle(session, item);
        }
    }

    private <K> Tally collectInterrupted(Run.Queue<K> queue, Runnable client) {
        Run run = new Run(gc.content.metadata(), _ -> true, SETTINGS, gc.content.now(), _ -> {});
        run.through(new Interrupted<>(queue, client));
        return run.removals();
    }

    @Test
    void aWordBetweenListingAndDecidingIsHeard() throws IOException {
        Digest blob = gc.blob("promised");
        gc.content.pass(PAST_GRACE);

        Tally removals = collectInterrupted(BlobQueue.of(SETTINGS, gc.content.now()), () -> {
            assertThat(gc.store().blobs().mount(APP, blob, APP)).isTrue();
        });

        assertThat(removals).isEqualTo(Tally.none());
        assertThat(gc.hasBlob(blob)).isTrue();
    }

    @Test
    void aManifestThatIsPulledBetweenListingAndDecidingStays() throws IOException {
        Digest image = gc.image("pulled");
        gc.content.pass(PAST_GRACE);

        Tally removals = collectInterrupted(
                ManifestQueue.of(UNTAGGED_TOO, gc.content.now()).getFirst(),
                () -> assertThat(headManifest(image)).isTrue());

        assertThat(removals).isEqualTo(Tally.none());
        assertThat(gc.hasManifest(image)).isTrue();
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
    void aTagThatGoesAwayAndComesBack() throws IOException {
        Digest first = gc.image("first", "latest");
        gc.image("second", "latest");
        gc.content.pass(PAST_GRACE);
        gc.image("first", "latest");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(first)).isTrue();
        assertThat(gc.objects.size()).isEqualTo(1);
    }

    @Test
    void anIndexOverAnUntaggedChildThatIsDue() throws IOException {
        Digest child = gc.image("child");
        gc.content.pass(PAST_GRACE);
        gc.index(List.of(child), "latest");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(child)).isTrue();
    }

    @Test
    void headOfAChildThenCollectionThenItsIndex() throws IOException {
        Digest child = gc.image("child");
        gc.content.pass(PAST_GRACE);

        assertThat(headManifest(child)).isTrue();
        gc.content.pass(GRACE);
        gc.collect(UNTAGGED_TOO);
        gc.index(List.of(child), "latest");

        assertThat(gc.hasManifest(child)).isTrue();
    }

    @Test
    void theLastIndexGoesWhileAnotherWithTheSameChildrenComes() throws IOException {
        Digest child = gc.image("child");
        Digest first = gc.index(List.of(child), "first");
        gc.settle(UNTAGGED_TOO);
        gc.store().manifests().delete(APP, first);
        gc.content.pass(PAST_GRACE);
        gc.index(List.of(child, Digest.sha256(new byte[] {1})), "second");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(child)).isTrue();
    }

    @Test
    void aTagIsDeletedWhileItsManifestIsPulledByDigest() throws IOException {
        Digest image = gc.image("pulled", "latest");
        gc.collectAfterGrace();
        gc.store().tags().delete(APP, new Tag("latest"));
        gc.content.pass(GRACE);

        assertThat(headManifest(image)).isTrue();
        gc.content.pass(GRACE);
        gc.collect(UNTAGGED_TOO);

        assertThat(gc.hasManifest(image)).isTrue();
        assertThat(head(Digest.sha256(TestContent.bytes("pulled")))).isTrue();
    }

    @Test
    void aReferrerBeforeItsSubject() throws IOException {
        Digest subject = GcFixture.imageOf("subject", null, "latest").digest();
        Digest referrer = gc.referrer("early", subject);
        gc.content.pass(GRACE);
        gc.collect(UNTAGGED_TOO);
        gc.image("subject", "latest");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(referrer)).isTrue();
    }

    @Test
    void aReferrerThatIsPushedAfterItsSubjectWent() throws IOException {
        Digest subject = gc.image("subject", "latest");
        gc.store().manifests().delete(APP, subject);
        Digest referrer = gc.referrer("late", subject);
        Digest signature = gc.image("late signature", "sha256-" + subject.hex() + ".sig");

        gc.content.pass(GRACE);
        gc.collect();
        assertThat(gc.hasManifest(referrer)).isTrue();
        assertThat(gc.hasManifest(signature)).isTrue();

        gc.collectAfterGrace();
        assertThat(gc.hasManifest(referrer)).isFalse();
        assertThat(gc.hasManifest(signature)).isFalse();
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
