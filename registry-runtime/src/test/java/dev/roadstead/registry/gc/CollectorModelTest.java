package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.ReferrersTag;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.gc.RepositoryModel.Image;
import dev.roadstead.registry.metadata.ManifestTrashTable.TrashedManifest;
import dev.roadstead.registry.metadata.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clients that do anything in any order, with the collector in between, against a model that knows what has a use.
class CollectorModelTest {
    private static final int STEPS = 150;
    private static final int BLOBS = 8;
    private static final List<String> TAGS = List.of("a", "b", "c");
    private static final Repository OTHER = Repository.parse("team/other");

    @TempDir
    Path folder;

    private GcFixture gc;
    private Random random;
    private boolean untaggedToo;

    private final RepositoryModel model = new RepositoryModel(this::isInTrash);
    private final Map<Digest, Instant> promisedManifests = new HashMap<>();
    private final Map<Digest, Instant> promisedBlobs = new HashMap<>();
    private final Map<Digest, Instant> promisedMounts = new HashMap<>();

    @ParameterizedTest(name = "seed {0}, untagged ones are collected: {1}")
    @CsvSource({"1, true", "2, false", "3, true", "4, true", "5, false"})
    void whatHasAUseStaysAndTheRestGoes(long seed, boolean untagged) throws IOException {
        random = new Random(seed);
        untaggedToo = untagged;
        try (GcFixture opened = new GcFixture(folder)) {
            gc = opened;
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            for (int level = 0; level < 12; level++) {
                collect(GcFixture.PAST_GRACE);
            }
            collect(GcFixture.TRASH.plusMillis(1));

            Set<Digest> blobs = model.neededBlobs();
            Usage usage = gc.store().usage();
            assertThat(model.manifests()).containsExactlyInAnyOrderElementsOf(model.useful(untaggedToo));
            assertThat(gc.objects.size()).isEqualTo(blobs.size());
            assertThat(usage.blobs()).isEqualTo(blobs.size());
            assertThat(usage.blobBytes()).isEqualTo(blobs.size() * (long) text(0).length());
        }
    }

    private void step() throws IOException {
        switch (random.nextInt(14)) {
            case 0, 1 -> pushImage(null, anyTags());
            case 2 -> pushIndex();
            case 3, 4 -> pushReferrer();
            case 5 -> pushSignature();
            case 6 -> anyManifest().forEach(this::delete);
            case 7 -> deleteTag();
            case 8 -> headBlob();
            case 9 -> anyManifest().forEach(this::headManifest);
            case 10 -> pushBlob(random.nextInt(BLOBS));
            case 11 -> mount();
            case 12 -> restore();
            default -> collect(Duration.ofMinutes(random.nextInt(100)));
        }
    }

    private static String text(int number) {
        return "blob " + number;
    }

    private static Digest digest(int number) {
        return Digest.sha256(TestContent.bytes(text(number)));
    }

    private Instant promise() {
        return gc.content.now().plus(GcFixture.GRACE);
    }

    /// One, or none if there is none.
    private List<Digest> anyManifest() {
        List<Digest> all = model.manifests();
        return all.isEmpty() ? all : List.of(all.get(random.nextInt(all.size())));
    }

    private String[] anyTags() {
        return random.nextBoolean() ? new String[] {TAGS.get(random.nextInt(TAGS.size()))} : new String[0];
    }

    private void pushBlob(int number) throws IOException {
        gc.blob(text(number));
        promisedBlobs.put(digest(number), promise());
    }

    private void pushImage(@Nullable Digest subject, String... tags) throws IOException {
        int number = random.nextInt(BLOBS);
        pushBlob(number);
        push(GcFixture.imageOf(text(number), subject, tags), new Image(digest(number), List.of(), subject));
    }

    private void pushIndex() {
        List<Digest> children = anyManifest();
        if (!children.isEmpty()) {
            push(gc.indexOf(children, anyTags()), new Image(null, children, null));
        }
    }

    private void pushReferrer() throws IOException {
        for (Digest subject : anyManifest()) {
            if (random.nextInt(4) == 0) {
                delete(subject);
            }
            pushImage(subject, anyTags());
        }
    }

    private void pushSignature() throws IOException {
        for (Digest subject : anyManifest()) {
            List<Tag> names = ReferrersTag.of(subject);
            pushImage(null, names.get(random.nextInt(names.size())).name());
        }
    }

    private void push(NewManifest manifest, Image image) {
        gc.push(manifest);
        model.push(manifest.digest(), image);
        manifest.tags().forEach(tag -> model.tag(tag.name(), manifest.digest()));
        promisedManifests.put(manifest.digest(), promise());
    }

    private boolean isInTrash(Digest digest) {
        return gc.trash().manifests(null, 1_000).stream()
                .anyMatch(trashed -> trashed.key().digest().equals(digest));
    }

    private void delete(Digest digest) {
        gc.store().manifests().delete(APP, digest);
        remove(digest);
    }

    private void remove(Digest digest) {
        model.remove(digest);
        promisedManifests.remove(digest);
    }

    private void deleteTag() {
        String name = TAGS.get(random.nextInt(TAGS.size()));
        gc.store().tags().delete(APP, new Tag(name));
        model.untag(name);
    }

    private void headBlob() throws IOException {
        Digest blob = digest(random.nextInt(BLOBS));
        if (gc.store().blobs().find(APP, blob).isPresent()) {
            promisedBlobs.put(blob, promise());
        }
    }

    private void headManifest(Digest digest) {
        assertThat(gc.store().manifests().find(APP, new Reference.ByDigest(digest)))
                .isPresent();
        promisedManifests.put(digest, promise());
    }

    private void mount() {
        Digest blob = digest(random.nextInt(BLOBS));
        if (gc.store().blobs().mount(OTHER, blob, APP)) {
            promisedMounts.put(blob, promise());
        }
    }

    private void restore() {
        List<TrashedManifest> trash = gc.trash().manifests(null, 1_000);
        if (trash.isEmpty()) {
            return;
        }
        Digest chosen = trash.get(random.nextInt(trash.size())).key().digest();

        Restored restored = gc.trash().restore(APP, chosen);

        List<TrashedManifest> back = trash.stream()
                .filter(trashed -> !isInTrash(trashed.key().digest()))
                .toList();
        assertThat(restored.missing()).isZero();
        assertThat(restored.manifests()).isEqualTo(back.size());
        assertThat(back).extracting(trashed -> trashed.key().digest()).contains(chosen);
        for (TrashedManifest manifest : back) {
            model.restored(manifest.key().digest());
            promisedManifests.put(manifest.key().digest(), promise());
        }
        gc.tags().forEach((name, digest) -> {
            if (!model.tags().contains(name)) {
                model.tag(name, digest);
            }
        });
    }

    private void collect(Duration time) {
        gc.content.pass(time);
        Set<Digest> useful = model.useful(untaggedToo);

        gc.collect(untaggedToo ? GcFixture.UNTAGGED_TOO : GcFixture.SETTINGS);

        Set<Digest> gone = new HashSet<>(model.manifests());
        gone.removeIf(gc::hasManifest);
        assertThat(gone).as("collected although it has a use").noneMatch(useful::contains);
        assertThat(gone).as("collected although promised").noneMatch(promised(promisedManifests)::contains);
        gone.forEach(this::remove);
        assertThat(model.neededBlobs()).allMatch(gc::hasBlob);
        assertThat(promised(promisedBlobs)).allMatch(gc::hasBlob);
        assertThat(promised(promisedMounts)).allMatch(blob -> gc.hasBlob(OTHER, blob));
    }

    private Set<Digest> promised(Map<Digest, Instant> promises) {
        promises.values().removeIf(until -> until.isBefore(gc.content.now()));
        return promises.keySet();
    }
}
