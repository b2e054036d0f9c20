package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.GRACE;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.TestContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector between two steps of a client that is concerned with manifests.
class ManifestRacesTest {
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
    void aManifestThatIsPulledBetweenListingAndDecidingStays() throws IOException {
        Digest image = gc.image("pulled");
        gc.content.pass(PAST_GRACE);

        Tally removals = gc.collectInterrupted(
                ManifestQueue.of(UNTAGGED_TOO, Run.Times.at(gc.content.now())).getFirst(),
                () -> assertThat(headManifest(image)).isTrue());

        assertThat(removals).isEqualTo(Tally.none());
        assertThat(gc.hasManifest(image)).isTrue();
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
}
