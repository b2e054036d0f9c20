package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.SETTINGS;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {
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

    private void collectFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(GcFixture.PAST_GRACE)) {
            gc.collectAfterGrace();
        }
    }

    @Test
    void givesBackAManifestWithItsTagsAndBlobsAsLongAsItIsKept() throws IOException {
        Digest image = gc.image("deleted by mistake", "latest", "v1");
        gc.store().manifests().delete(APP, image);
        collectFor(TRASH.minus(GcFixture.PAST_GRACE));
        assertThat(gc.trash().manifests(null, 10)).singleElement().satisfies(trashed -> {
            assertThat(trashed.repository()).isEqualTo("team/app");
            assertThat(trashed.tags()).containsExactly("latest", "v1");
        });

        Restored restored = gc.trash().restore(APP, image);

        assertThat(restored).isEqualTo(new Restored(1, 2, 1, 0));
        assertThat(gc.store().manifests().find(APP, new Tag("v1"))).isPresent();
        assertThat(gc.store()
                        .blobs()
                        .find(
                                APP,
                                Digest.sha256("deleted by mistake".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .isPresent();
        gc.settle(UNTAGGED_TOO);
        assertThat(gc.hasManifest(image)).isTrue();
        assertThat(gc.objects.size()).isEqualTo(1);
    }

    @Test
    void keepsNothingForLonger() throws IOException {
        Digest image = gc.image("gone", "latest");
        gc.store().manifests().delete(APP, image);
        gc.settle(SETTINGS);

        assertThatThrownBy(() -> gc.trash().restore(APP, image))
                .isInstanceOf(NotRestorableException.class)
                .hasMessage(image + " is not in the trash");
        assertThatThrownBy(() -> gc.trash().restore(Repository.parse("no/where"), image))
                .isInstanceOf(NotRestorableException.class)
                .hasMessage("there is no repository no/where");
    }

    @Test
    void givesBackWhatWasListedAndWhatWasAttached() throws IOException {
        Digest child = gc.image("child");
        Digest index = gc.index(List.of(child), "latest");
        Digest sbom = gc.referrer("sbom", index);
        Digest signature = gc.image("signature", "sha256-" + index.hex() + ".sig");
        gc.store().manifests().delete(APP, index);
        collectWithChildren();
        assertThat(List.of(child, index, sbom, signature)).noneMatch(gc::hasManifest);

        Restored restored = gc.trash().restore(APP, index);

        assertThat(restored).isEqualTo(new Restored(4, 2, 3, 0));
        gc.settle(UNTAGGED_TOO);
        assertThat(List.of(child, index, sbom, signature)).allMatch(gc::hasManifest);
        assertThat(gc.objects.size()).isEqualTo(3);
    }

    private void collectWithChildren() {
        for (int i = 0; i < 3; i++) {
            gc.content.pass(GcFixture.PAST_GRACE);
            gc.collect(UNTAGGED_TOO);
        }
    }

    @Test
    void leavesATagWhereItIsNow() throws IOException {
        Digest first = gc.image("first", "latest");
        gc.store().manifests().delete(APP, first);
        Digest second = gc.image("second", "latest");

        assertThat(gc.trash().restore(APP, first).tags()).isZero();

        assertThat(gc.store().manifests().find(APP, new Tag("latest")))
                .hasValueSatisfying(found -> assertThat(found.digest()).isEqualTo(second));
    }

    @Test
    void forgetsWhatWasPushedAgain() throws IOException {
        Digest image = gc.image("image", "latest");
        gc.store().manifests().delete(APP, image);

        gc.image("image", "v2");

        assertThat(gc.trash().manifests(null, 10)).isEmpty();
    }

    @Test
    void givesBackABlobAlone() throws IOException {
        Digest blob = gc.blob("left alone");
        gc.collectAfterGrace();

        assertThat(gc.trash().restore(APP, blob)).isEqualTo(new Restored(0, 0, 1, 0));

        assertThat(gc.store().blobs().find(APP, blob)).isPresent();
    }

    @Test
    void countsWhatACacheNeverHad() {
        gc.store().manifests().cache(APP, GcFixture.imageOf("never fetched", null, "latest"));
        Digest image = GcFixture.imageOf("never fetched", null).digest();
        gc.store().manifests().delete(APP, image);

        assertThat(gc.trash().restore(APP, image)).isEqualTo(new Restored(1, 1, 0, 1));
    }

    @Test
    void isListedInPages() throws IOException {
        for (String text : List.of("a", "b", "c")) {
            gc.store().manifests().delete(APP, gc.image(text));
        }

        var first = gc.trash().manifests(null, 2);
        var second = gc.trash().manifests(first.getLast(), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }
}
