package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
}
