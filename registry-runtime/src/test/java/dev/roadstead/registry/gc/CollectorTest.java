package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.GRACE;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.SETTINGS;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.gc.Removal.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
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

    @Nested
    class Blobs {
        @Test
        void anUploadWithoutAReferenceStaysForGraceAndThenInTheTrash() throws IOException {
            Digest blob = gc.blob("left alone");

            gc.content.pass(GRACE);
            gc.collect();
            assertThat(gc.hasBlob(blob)).isTrue();

            GcReport report = gc.collectAfterGrace();
            assertThat(gc.hasBlob(blob)).isFalse();
            assertThat(report.removals().count(Kind.BLOB_TRASHED)).isEqualTo(1);
            assertThat(report.trash().blobBytes()).isEqualTo("left alone".length());
            assertThat(gc.objects.size()).isEqualTo(1);

            gc.content.pass(TRASH.plusMillis(1));
            report = gc.collect();
            assertThat(report.removals().count(Kind.BLOB_RECLAIMED)).isEqualTo(1);
            assertThat(report.removals().sizeInBytes(Kind.BLOB_RECLAIMED)).isEqualTo("left alone".length());
            assertThat(report.backlog()).isZero();
            assertThat(gc.objects.size()).isZero();
        }

        @Test
        void whatAManifestNeedsStays() throws IOException {
            gc.image("needed", "latest");

            gc.settle(UNTAGGED_TOO);

            assertThat(gc.hasBlob(Digest.sha256("needed".getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                    .isTrue();
            assertThat(gc.objects.size()).isEqualTo(1);
        }

        @Test
        void areNotEvenUnderReviewWhileAManifestNeedsThem() throws IOException {
            gc.image("needed", "latest");
            gc.store().manifests().cache(APP, GcFixture.imageOf("fetched after its manifest", null, "cached"));
            gc.blob("fetched after its manifest");

            assertThat(gc.collectAfterGrace().examined()).isZero();
        }

        @Test
        void followTheirManifestAfterAnotherGrace() throws IOException {
            Digest image = gc.image("followed", "latest");
            gc.collectAfterGrace();
            gc.store().manifests().delete(APP, image);

            gc.content.pass(GRACE);
            assertThat(gc.collect().removals()).isEqualTo(Tally.none());

            assertThat(gc.collectAfterGrace().removals().count(Kind.BLOB_TRASHED))
                    .isEqualTo(1);
        }

        @Test
        void leaveOneRepositoryAndStayInAnother() throws IOException {
            Digest blob = gc.blob("shared");
            gc.store().blobs().mount(OTHER, blob, APP);
            gc.store().manifests().push(OTHER, GcFixture.imageOf("shared", null, "latest"));

            GcReport report = gc.collectAfterGrace();

            assertThat(report.removals().count(Kind.BLOB_UNLINKED)).isEqualTo(1);
            assertThat(report.removals().count(Kind.BLOB_TRASHED)).isZero();
            assertThat(gc.hasBlob(APP, blob)).isFalse();
            assertThat(gc.hasBlob(OTHER, blob)).isTrue();
        }

        @Test
        void deletedByAClientGoToTheTrashAtOnce() throws IOException {
            Digest blob = gc.blob("deleted");

            gc.store().blobs().delete(APP, blob);

            assertThat(gc.trash().blobs(null, 10)).hasSize(1);
        }
    }

    @Nested
    class UntaggedManifests {
        @Test
        void stayForEverWithoutARule() throws IOException {
            Digest image = gc.image("untagged");

            gc.settle(SETTINGS);

            assertThat(gc.hasManifest(image)).isTrue();
            assertThat(gc.objects.size()).isEqualTo(1);
        }

        @Test
        void areFoundWhenARuleComesLater() throws IOException {
            Digest image = gc.image("untagged");
            gc.settle(SETTINGS);

            gc.collect(UNTAGGED_TOO);

            assertThat(gc.hasManifest(image)).isFalse();
        }

        @Test
        void stayForTheTimeOfTheRuleFromWhenTheLastTagWent() throws IOException {
            GcSettings week = keepFor(Duration.ofDays(7));
            Digest image = gc.image("was tagged", "latest");
            gc.content.pass(Duration.ofDays(30));
            gc.collect(week);
            gc.store().tags().delete(APP, new Tag("latest"));

            gc.content.pass(Duration.ofDays(7));
            gc.collect(week);
            assertThat(gc.hasManifest(image)).isTrue();

            gc.content.pass(Duration.ofMillis(1));
            gc.collect(week);
            assertThat(gc.hasManifest(image)).isFalse();
        }

        @Test
        void areReviewedWhenTheirTagMoves() throws IOException {
            Digest first = gc.image("first", "latest");
            Digest second = gc.image("second", "latest");

            gc.settle(UNTAGGED_TOO);

            assertThat(gc.hasManifest(first)).isFalse();
            assertThat(gc.hasManifest(second)).isTrue();
            assertThat(gc.objects.size()).isEqualTo(1);
        }

        @Test
        void ofACacheAreTreatedTheSame() throws IOException {
            gc.store().manifests().cache(APP, GcFixture.imageOf("never fetched", null, "latest"));
            gc.store().manifests().cache(APP, GcFixture.imageOf("the upstream moved on", null, "latest"));

            GcReport report = gcAfterGrace(UNTAGGED_TOO);

            assertThat(report.removals().count(Kind.MANIFEST_TRASHED)).isEqualTo(1);
        }
    }

    @Nested
    class Indexes {
        @Test
        void keepTheirChildren() throws IOException {
            Digest child = gc.image("child");
            Digest nested = gc.index(List.of(child));
            gc.index(List.of(nested), "latest");

            gc.settle(UNTAGGED_TOO);

            assertThat(gc.hasManifest(child)).isTrue();
            assertThat(gc.hasManifest(nested)).isTrue();
        }

        @Test
        void letTheirChildrenGoToTheRuleForUntaggedOnes() throws IOException {
            Digest child = gc.image("child");
            Digest tagged = gc.image("tagged child", "amd64");
            Digest index = gc.index(List.of(child, tagged), "latest");
            gc.settle(SETTINGS);
            gc.store().manifests().delete(APP, index);

            gc.settle(SETTINGS);
            assertThat(gc.hasManifest(child)).isTrue();

            gc.settle(UNTAGGED_TOO);
            assertThat(gc.hasManifest(child)).isFalse();
            assertThat(gc.hasManifest(tagged)).isTrue();
        }

        /// Each level has two ways into each of the next: a walk along all ways would never end.
        @Test
        void thatAreNestedDeeplyAreLookedAtOnceEach() throws IOException {
            int levels = 25;
            Digest one = gc.image("one");
            Digest other = gc.image("other");
            for (int i = 0; i < levels; i++) {
                Digest first = gc.index(List.of(one, other));
                other = gc.index(List.of(other, one));
                one = first;
            }
            Digest root = gc.index(List.of(one, other), "latest");
            gc.settle(UNTAGGED_TOO);
            assertThat(gc.hasManifest(one)).isTrue();
            gc.store().manifests().delete(APP, root);

            long examined = 0;
            long collected = 0;
            for (int i = 0; i <= levels + 1; i++) {
                gc.content.pass(GcFixture.PAST_GRACE);
                GcReport report = gc.collect(UNTAGGED_TOO);
                examined += report.examined();
                collected += report.removals().count(Kind.MANIFEST_TRASHED);
            }

            assertThat(collected).isEqualTo(2 * levels + 2);
            assertThat(examined).isLessThan(10 * collected);
        }
    }

    @Test
    void keepsABlobUnderOneAlgorithmWhileItGoesUnderAnother() throws IOException {
        Digest digest = gc.image("twice", "latest");
        byte[] bytes = TestContent.bytes("twice");
        Digest other = Digest.of(Algorithm.SHA512, bytes);
        gc.store().uploads().push(APP, TestContent.chunk("twice"), other);

        gc.settle(SETTINGS);

        assertThat(gc.hasBlob(other)).isFalse();
        assertThat(gc.objects.size()).isOne();
        assertThat(gc.store().blobs().find(APP, Digest.sha256(bytes))).isPresent();
        assertThat(gc.hasManifest(digest)).isTrue();
    }

    @Test
    void endsAbandonedUploads() {
        String id = gc.store().uploads().start(APP, Digest.Algorithm.SHA256);

        gc.content.pass(Duration.ofHours(7));
        gc.collect();

        assertThat(gc.removals).containsExactly(new Removal(Kind.UPLOAD_ENDED, id, 0));
    }

    @Test
    void goesThroughMoreThanOnePage() throws IOException {
        for (int i = 0; i < 230; i++) {
            gc.blob("blob " + i);
        }

        GcReport report = gc.collectAfterGrace();

        assertThat(report.examined()).isEqualTo(230);
        assertThat(report.removals().count(Kind.BLOB_TRASHED)).isEqualTo(230);
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void leavesTheRestWhenItIsToldToStop() throws IOException {
        for (int i = 0; i < 230; i++) {
            gc.blob("blob " + i);
        }
        gc.content.pass(PAST_GRACE);

        GcReport report = gc.collector(_ -> false).run(SETTINGS);

        assertThat(report.isComplete()).isFalse();
        assertThat(report.removals().count(Kind.BLOB_TRASHED)).isEqualTo(100);
        assertThat(report.backlog()).isEqualTo(130);
    }

    private GcReport gcAfterGrace(GcSettings settings) {
        gc.content.pass(PAST_GRACE);
        return gc.collect(settings);
    }

    private static GcSettings keepFor(Duration untagged) {
        return new GcSettings(GRACE, untagged, TRASH, Duration.ofHours(6), 1_000, Duration.ofDays(1), false);
    }
}
