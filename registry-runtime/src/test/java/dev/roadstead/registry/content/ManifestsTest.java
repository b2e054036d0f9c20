package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.ErrorCode;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.metadata.ManifestTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
    private static final Repository APP = Repository.parse("team/app");
    private static final Tag LATEST = new Tag("latest");

    @TempDir
    Path folder;

    private TestContent content;

    @BeforeEach
    void open() {
        content = TestContent.inMemory(folder, 1 << 20);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private Manifests manifests() {
        return content.store().manifests();
    }

    private static NewManifest image(Digest config, long size, String note, Tag... tags) {
        byte[] bytes = bytes("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":%d},
                "annotations":{"note":"%s"}}""".formatted(MediaTypes.OCI_MANIFEST, config, size, note));
        return new NewManifest(Digest.sha256(bytes), Manifest.parse(bytes, null), bytes, List.of(tags));
    }

    @Test
    void aManifestNeedsItsBlobsInTheSameRepository() throws IOException {
        Digest config = content.push("team/other", "{}");

        assertThatThrownBy(() -> manifests().push(APP, image(config, 2, "a"), false))
                .isInstanceOfSatisfying(OciException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_BLOB_UNKNOWN);
                    assertThat(e.detail()).containsKey(config.toString());
                });
    }

    @Test
    void aSparseManifestIsTakenWhereItMayBe() throws IOException {
        Digest config = content.push("team/other", "{}");
        NewManifest image = image(config, 2, "a", LATEST);

        manifests().push(APP, image, true);

        assertThat(manifests().find(APP, LATEST)).isPresent();
        assertThatThrownBy(() -> manifests().push(APP, image, false)).isInstanceOf(OciException.class);
    }

    @Test
    void aManifestMustStateTheTrueSizeOfItsBlobs() throws IOException {
        Digest config = content.push("team/app", "{}");

        assertThatThrownBy(() -> manifests().push(APP, image(config, 3, "a"), false))
                .isInstanceOfSatisfying(
                        OciException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID));
    }

    @Test
    void aCachedManifestMayComeBeforeItsBlobs() {
        NewManifest fetched = image(Digest.sha256(bytes("{}")), 2, "a", LATEST);

        manifests().cache(APP, fetched);

        assertThat(manifests().find(APP, LATEST))
                .hasValueSatisfying(found -> assertThat(found.content()).isEqualTo(fetched.content()));
    }

    @Test
    void aRefusedManifestLeavesNoTag() {
        assertThatThrownBy(() -> manifests().push(APP, image(Digest.sha256(bytes("{}")), 2, "a", LATEST), false))
                .isInstanceOf(OciException.class);

        assertThat(manifests().find(APP, LATEST)).isEmpty();
        assertThat(content.store().tags().list(APP, "", 10)).isEmpty();
    }

    @Test
    void deletingAManifestTakesItsTagsAtOnce() throws IOException {
        NewManifest image = image(content.push("team/app", "{}"), 2, "a", LATEST, new Tag("v1"));
        manifests().push(APP, image, false);

        assertThat(manifests().delete(APP, image.digest())).isTrue();

        assertThat(manifests().find(APP, LATEST)).isEmpty();
        assertThat(manifests().find(APP, new Reference.ByDigest(image.digest())))
                .isEmpty();
        assertThat(content.store().tags().list(APP, "", 10)).contains(List.of());
        assertThat(manifests().delete(APP, image.digest())).isFalse();
    }

    @Test
    void aTagThatMovesIsNeverMissing() throws Exception {
        Digest config = content.push("team/app", "{}");
        Set<Digest> pushed = new HashSet<>();
        List<NewManifest> images = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            NewManifest image = image(config, 2, "image " + i, LATEST);
            images.add(image);
            pushed.add(image.digest());
        }
        manifests().push(APP, images.getFirst(), false);
        AtomicBoolean moving = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(() -> {
                    int reads = 0;
                    while (moving.get()) {
                        assertThat(manifests().find(APP, LATEST))
                                .hasValueSatisfying(found -> assertThat(pushed).contains(found.digest()));
                        reads++;
                    }
                    return reads;
                }));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (NewManifest image : images) {
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        manifests().push(APP, image, false);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            moving.set(false);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    @Test
    void usageCountsRepositoriesWithContent() throws IOException {
        manifests().push(APP, image(content.push("team/app", "{}"), 2, "a", LATEST), false);
        content.store().uploads().start(Repository.parse("only/started"), Digest.Algorithm.SHA256);

        assertThat(content.store().usage()).isEqualTo(new dev.roadstead.registry.metadata.Usage(2, 1, 1, 1));
        assertThat(content.store().repositories("", 10)).containsExactly("team/app");
    }

    private String noteOf(StoredManifest found) {
        return new String(found.content(), UTF_8).replaceAll("(?s).*\"note\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void whatWasAskedForIsToldAtOnce() throws IOException {
        NewManifest image = image(content.push("team/app", "{}"), 2, "a", LATEST);
        manifests().push(APP, image);
        assertThat(manifests().findAtOnce(APP, LATEST)).isNull();

        manifests().find(APP, LATEST);

        assertThat(manifests().findAtOnce(APP, LATEST).content()).isEqualTo(image.content());
        assertThat(manifests().findAtOnce(APP, new Reference.ByDigest(image.digest())))
                .isNotNull();
        assertThat(manifests().findAtOnce(Repository.parse("team/other"), LATEST))
                .isNull();
    }

    @Test
    void nothingIsToldAtOnceThatIsSoNoMore() throws IOException {
        Digest config = content.push("team/app", "{}");
        NewManifest first = image(config, 2, "first", LATEST);
        NewManifest second = image(config, 2, "second", LATEST);
        Reference byDigest = new Reference.ByDigest(second.digest());
        manifests().push(APP, first);
        manifests().find(APP, LATEST);

        manifests().push(APP, second);
        assertThat(manifests().findAtOnce(APP, LATEST)).isNull();
        assertThat(noteOf(manifests().find(APP, LATEST).orElseThrow())).isEqualTo("second");

        content.store().tags().delete(APP, LATEST);
        assertThat(manifests().findAtOnce(APP, LATEST)).isNull();
        assertThat(manifests().find(APP, LATEST)).isEmpty();

        assertThat(manifests().find(APP, byDigest)).isPresent();
        manifests().delete(APP, second.digest());
        assertThat(manifests().findAtOnce(APP, byDigest)).isNull();
        assertThat(manifests().find(APP, byDigest)).isEmpty();
    }

    @Test
    void aRefusedPushChangesNothingThatIsToldAtOnce() throws IOException {
        NewManifest image = image(content.push("team/app", "{}"), 2, "a", LATEST);
        manifests().push(APP, image);
        manifests().find(APP, LATEST);

        assertThatThrownBy(() -> manifests().push(APP, image(Digest.sha256(bytes("{}")), 3, "b", LATEST)))
                .isInstanceOf(OciException.class);

        assertThat(noteOf(manifests().find(APP, LATEST).orElseThrow())).isEqualTo("a");
        assertThat(manifests().findAtOnce(APP, LATEST)).isNotNull();
    }

    /// What is told at once is not touched, so what must be touched is not told at once.
    @Test
    void theReviewOfWhatLostItsTagIsPutOff() throws IOException {
        NewManifest image = image(content.push("team/app", "{}"), 2, "a", LATEST);
        Reference byDigest = new Reference.ByDigest(image.digest());
        manifests().push(APP, image);
        manifests().find(APP, byDigest);
        content.pass(Duration.ofHours(1));
        assertThat(manifests().findAtOnce(APP, byDigest)).isNotNull();

        content.store().tags().delete(APP, LATEST);
        assertThat(manifests().findAtOnce(APP, byDigest)).isNull();
        manifests().find(APP, byDigest);
        assertThat(manifests().findAtOnce(APP, byDigest)).isNotNull();
        content.pass(Duration.ofMinutes(2));
        assertThat(manifests().findAtOnce(APP, byDigest)).isNull();

        manifests().find(APP, byDigest);
        assertThat(touchedAt(image.digest())).isEqualTo(content.now());
    }

    private Instant touchedAt(Digest digest) {
        return content.metadata()
                .read(session -> ManifestTable.find(session, APP, new Reference.ByDigest(digest), _ -> {}))
                .orElseThrow()
                .touchedAt();
    }

    /// Whoever was told that a tag moved, and everybody after that, sees it there.
    @Test
    void aTagNeverGoesBack() throws Exception {
        Digest config = content.push("team/app", "{}");
        AtomicInteger acknowledged = new AtomicInteger(-1);
        AtomicBoolean done = new AtomicBoolean();
        manifests().push(APP, image(config, 2, "0", LATEST));
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reading.add(readers.submit(() -> {
                    int atOnce = 0;
                    while (!done.get()) {
                        int least = acknowledged.get();
                        StoredManifest known = manifests().findAtOnce(APP, LATEST);
                        StoredManifest found = known != null
                                ? known
                                : manifests().find(APP, LATEST).orElseThrow();
                        assertThat(Integer.parseInt(noteOf(found))).isGreaterThanOrEqualTo(least);
                        atOnce += known != null ? 1 : 0;
                    }
                    return atOnce;
                }));
            }
            for (int i = 1; i <= 300; i++) {
                manifests().push(APP, image(config, 2, String.valueOf(i), LATEST));
                acknowledged.set(i);
            }
            manifests().find(APP, LATEST);
            assertThat(manifests().findAtOnce(APP, LATEST)).isNotNull();
            done.set(true);
            for (Future<Integer> reader : reading) {
                assertThat(reader.get()).isNotNegative();
            }
        }
    }
}
