package dev.roadstead.e2e.registry.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.e2e.registry.load.Thing.Blob;
import dev.roadstead.e2e.registry.load.Thing.Stored;
import dev.roadstead.e2e.registry.load.Thing.Tagged;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The checker sees every way in which a registry can break its word.
class CheckerTest {
    private static final String REPOSITORY = "team/app";
    private static final String CLIENT = "client";
    private static final Content LAYER = Content.of(1, 100);
    private static final Content DELETED = Content.of(2, 100);
    private static final Content PARTS = Content.of(3, 100);
    private static final PushedManifest IMAGE = PushedManifest.image(LAYER, List.of(), "");
    private static final PushedManifest OTHER = PushedManifest.image(LAYER, List.of(), "other");
    private static final PushedManifest INDEX = PushedManifest.index(List.of(IMAGE), "");
    private static final PushedManifest SIGNATURE = PushedManifest.referrer(LAYER, List.of(), IMAGE, "");
    private static final Tagged TAG = new Tagged(REPOSITORY, "latest");
    private static final OpenUpload UPLOAD = new OpenUpload("id", REPOSITORY, PARTS, 40, 40);

    private final Model model = new Model();
    private final MemoryObservation seen = MemoryObservation.empty();

    @BeforeEach
    void pushAll() {
        blob(LAYER, LAYER.digest().toString());
        blob(DELETED, DELETED.digest().toString());
        blob(DELETED, Thing.ABSENT);
        for (PushedManifest manifest : List.of(IMAGE, OTHER, INDEX, SIGNATURE)) {
            model.know(manifest);
            String value = manifest.digest().toString();
            told(new Stored(REPOSITORY, manifest.digest()), value);
        }
        told(TAG, IMAGE.digest().toString());
        model.keep(UPLOAD);
        seen.offsets().put("id", 40L);
        seen.tags().put(REPOSITORY, new HashSet<>(Set.of("latest")));
        seen.referrers().put(IMAGE.digest(), new HashSet<>(Set.of(SIGNATURE.digest())));
    }

    private static Blob blob(Content content) {
        return new Blob(REPOSITORY, content.digest());
    }

    private void blob(Content content, String value) {
        told(blob(content), value);
    }

    private void told(Thing thing, String value) {
        model.ask(CLIENT, Effect.put("change", thing, value));
        model.acknowledge(CLIENT);
        seen.values().put(thing, value);
    }

    private List<String> violations() {
        return new Checker(model, seen).check(model.all());
    }

    private void assertViolation(String... words) {
        assertThat(violations()).anySatisfy(sentence -> assertThat(sentence).contains(words));
    }

    @Test
    void hasNothingAgainstARegistryThatKeptItsWord() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void missesABlob() {
        seen.values().remove(blob(LAYER));
        assertViolation("Blob", LAYER.digest().toString(), "is absent instead of");
        assertViolation(IMAGE.digest().toString(), "misses its blob");
    }

    @Test
    void readsTheBytes() {
        seen.values().put(blob(LAYER), PARTS.digest().toString());
        assertViolation(LAYER.digest().toString(), "is " + PARTS.digest());
    }

    @Test
    void findsWhatWasDeleted() {
        seen.values().put(blob(DELETED), DELETED.digest().toString());
        assertViolation(DELETED.digest().toString(), "instead of absent");
    }

    @Test
    void missesAManifestAndAChild() {
        seen.values().remove(new Stored(REPOSITORY, IMAGE.digest()));
        assertViolation("Stored", IMAGE.digest().toString(), "is absent");
        assertViolation(INDEX.digest().toString(), "misses its child " + IMAGE.digest());
        assertViolation("Tagged", "is tagged, but not there");
    }

    @Test
    void followsATag() {
        seen.values().put(TAG, OTHER.digest().toString());
        assertViolation("Tagged", "is " + OTHER.digest() + " instead of " + IMAGE.digest());
    }

    @Test
    void comparesLists() {
        seen.tags().put(REPOSITORY, Set.of());
        seen.referrers().clear();
        assertViolation("lists the tags [] instead of [latest]");
        assertViolation(IMAGE.digest().toString(), "has referrers [] instead of [" + SIGNATURE.digest());
    }

    @Test
    void missesAnUpload() {
        seen.offsets().clear();
        assertViolation("OpenUpload", "is gone");
    }

    @Test
    void wantsAllBytesOfAnUploadThatWereAcknowledged() {
        seen.offsets().put("id", 39L);
        assertViolation("OpenUpload", "is at 39");
    }

    @Test
    void wantsNoByteOfAnUploadThatWasNotSent() {
        seen.offsets().put("id", 41L);
        assertViolation("OpenUpload", "is at 41");
    }

    @Nested
    class WhenAPushOfAManifestIsInDoubt {
        private final PushedManifest pushed = PushedManifest.image(LAYER, List.of(), "pushed");
        private final Stored stored = new Stored(REPOSITORY, pushed.digest());

        @BeforeEach
        void ask() {
            String value = pushed.digest().toString();
            model.know(pushed);
            model.ask(CLIENT, Effect.put("push", stored, value).and(TAG, value));
        }

        @Test
        void itMayBeUndone() {
            assertThat(violations()).isEmpty();
            assertThat(model.has(stored)).isFalse();
        }

        @Test
        void itMayBeDone() {
            seen.values().put(stored, pushed.digest().toString());
            seen.values().put(TAG, pushed.digest().toString());
            assertThat(violations()).isEmpty();
            assertThat(model.value(TAG)).isEqualTo(pushed.digest().toString());
        }

        @Test
        void itIsNotDoneByHalf() {
            seen.values().put(stored, pushed.digest().toString());
            assertViolation("neither done nor undone");
        }

        @Test
        void itStaysAsItWasFound() {
            assertThat(violations()).isEmpty();
            seen.values().put(stored, pushed.digest().toString());
            assertViolation("Stored", "instead of absent");
        }
    }

    @Nested
    class WhenTheEndOfAnUploadIsInDoubt {
        @BeforeEach
        void ask() {
            model.keep(UPLOAD.sending(100));
            model.ask(
                    CLIENT,
                    Effect.put("end", blob(PARTS), PARTS.digest().toString()).ending(UPLOAD));
        }

        @Test
        void itMayGoOnFromWhereItIs() {
            seen.offsets().put("id", 70L);
            assertThat(violations()).isEmpty();
            assertThat(model.uploads()).containsExactly(UPLOAD.kept(70));
        }

        @Test
        void itMayBeDone() {
            seen.offsets().clear();
            seen.values().put(blob(PARTS), PARTS.digest().toString());
            assertThat(violations()).isEmpty();
            assertThat(model.uploads()).isEmpty();
        }

        @Test
        void itIsNotGoneWithoutItsBlob() {
            seen.offsets().clear();
            assertViolation("is not done, but its upload is gone");
        }
    }
}
