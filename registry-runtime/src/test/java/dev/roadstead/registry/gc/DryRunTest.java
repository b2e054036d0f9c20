package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.TRASH;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.gc.Removal.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    @TempDir
    Path folder;

    @Test
    void saysExactlyWhatTheRunAfterItRemoves() throws IOException {
        try (GcFixture gc = new GcFixture(folder)) {
            Set<Kind> seen = EnumSet.noneOf(Kind.class);
            for (int round = 0; round < 3; round++) {
                disorder(gc, round);
                gc.content.pass(round % 2 == 0 ? PAST_GRACE : TRASH.plusMillis(1));

                GcReport dry = gc.collect(UNTAGGED_TOO.asDryRun());
                List<Removal> announced = new ArrayList<>(gc.removals);
                int objects = gc.objects.size();
                GcReport real = gc.collect(UNTAGGED_TOO);

                assertThat(gc.removals).containsExactlyInAnyOrderElementsOf(announced);
                assertThat(dry.removals()).isEqualTo(real.removals());
                assertThat(objects - gc.objects.size())
                        .isEqualTo((int) real.removals().count(Kind.BLOB_RECLAIMED));
                seen.addAll(real.removals().sums().keySet());
            }
            assertThat(seen).containsExactlyInAnyOrder(Kind.values());
        }
    }

    @Test
    void changesNothing() throws IOException {
        try (GcFixture gc = new GcFixture(folder)) {
            Digest image = gc.image("untagged");
            Digest blob = gc.blob("left alone");
            gc.content.pass(PAST_GRACE);

            GcReport report = gc.collect(UNTAGGED_TOO.asDryRun());

            assertThat(report.dryRun()).isTrue();
            assertThat(report.backlog()).isEqualTo(2);
            assertThat(gc.hasManifest(image)).isTrue();
            assertThat(gc.hasBlob(blob)).isTrue();
            assertThat(gc.trash().manifests(null, 10)).isEmpty();
        }
    }

    /// More than a page of everything that can happen, with parents, children and referrers that are due together.
    private static void disorder(GcFixture gc, int round) throws IOException {
        for (int i = 0; i < 35; i++) {
            String name = round + "." + i;
            Digest child = gc.image("child " + name);
            Digest index = gc.index(List.of(child), i % 3 == 0 ? new String[] {"tag" + i} : new String[0]);
            gc.referrer("referrer " + name, index);
            Digest shared = gc.blob("shared " + name);
            gc.store().blobs().mount(Repository.parse("team/other"), shared, APP);
            if (i % 5 == 0) {
                gc.store().manifests().delete(APP, child);
            }
        }
        gc.store().uploads().start(APP, Digest.Algorithm.SHA256);
        gc.content.pass(Duration.ofHours(3));
    }
}
