package dev.roadstead.registry.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.metadata.ManifestName;
import dev.roadstead.registry.metadata.ManifestTable.FoundManifest;
import dev.roadstead.registry.metadata.ManifestTable.ManifestRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownManifestsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Repository APP = Repository.parse("team/app");
    private static final Tag LATEST = new Tag("latest");
    private static final List<ManifestName> TAG_CHANGES = List.of(new ManifestName("team/app", "latest"));

    private final KnownManifests known = new KnownManifests();

    private static FoundManifest found(int size, Instant touchedAt) {
        byte[] payload = new byte[size];
        return new FoundManifest(1, new ManifestRow(Digest.sha256(payload), "type", payload), touchedAt);
    }

    @Test
    void knowsWhatWasReadByTagByItsDigestToo() {
        FoundManifest found = found(10, null);
        known.keep(APP, LATEST, found, known.version(APP));

        assertThat(known.find(APP, LATEST, NOW)).isEqualTo(found);
        assertThat(known.find(APP, new Reference.ByDigest(found.manifest().digest()), NOW))
                .isEqualTo(found);
        assertThat(known.find(APP, new Tag("other"), NOW)).isNull();
        assertThat(known.find(Repository.parse("team/other"), LATEST, NOW)).isNull();
    }

    @Test
    void knowsNothingThatWasReadBesideAChange() {
        int before = known.version(APP);
        known.changing(TAG_CHANGES);
        known.keep(APP, LATEST, found(10, null), before);
        known.keep(APP, LATEST, found(10, null), known.version(APP));
        int during = known.version(APP);
        known.changed(TAG_CHANGES);
        known.keep(APP, LATEST, found(10, null), before);
        known.keep(APP, LATEST, found(10, null), during);

        assertThat(known.find(APP, LATEST, NOW)).isNull();

        known.keep(APP, LATEST, found(10, null), known.version(APP));
        assertThat(known.find(APP, LATEST, NOW)).isNotNull();
    }

    @Test
    void forgetsWhatIsAboutToChange() {
        FoundManifest found = found(10, null);
        known.keep(APP, LATEST, found, known.version(APP));

        known.changing(TAG_CHANGES);

        assertThat(known.find(APP, LATEST, NOW)).isNull();
        assertThat(known.find(APP, new Reference.ByDigest(found.manifest().digest()), NOW))
                .isNotNull();
    }

    @Test
    void takesTwoChangesOfOneRepositoryForOne() {
        List<ManifestName> changes =
                List.of(new ManifestName("team/app", "latest"), new ManifestName("team/app", "other"));
        known.changing(changes);
        known.changed(changes);
        known.keep(APP, LATEST, found(10, null), known.version(APP));

        assertThat(known.find(APP, LATEST, NOW)).isNotNull();
    }

    @Test
    void doesNotKnowWhatMustBeTouched() {
        known.keep(APP, LATEST, found(10, NOW), known.version(APP));

        assertThat(known.find(APP, LATEST, NOW.plusSeconds(60))).isNotNull();
        assertThat(known.find(APP, LATEST, NOW.plusSeconds(61))).isNull();
    }

    @Test
    void leavesLargeOnesToTheDatabase() {
        known.keep(APP, LATEST, found(KnownManifests.LARGEST_IN_BYTES + 1, null), known.version(APP));

        assertThat(known.find(APP, LATEST, NOW)).isNull();
    }
}
