package dev.roadstead.registry.gc;

import static dev.roadstead.registry.gc.GcFixture.APP;
import static dev.roadstead.registry.gc.GcFixture.GRACE;
import static dev.roadstead.registry.gc.GcFixture.PAST_GRACE;
import static dev.roadstead.registry.gc.GcFixture.SETTINGS;
import static dev.roadstead.registry.gc.GcFixture.UNTAGGED_TOO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferrersCollectedTest {
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

    @Test
    void liveWithTheirSubject() throws IOException {
        Digest subject = gc.image("subject", "latest");
        Digest sbom = gc.referrer("sbom", subject);
        Digest attestation = gc.referrer("attestation of the sbom", sbom);

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(sbom)).isTrue();
        assertThat(gc.hasManifest(attestation)).isTrue();
    }

    @Test
    void areNotEvenUnderReviewWhileTheirSubjectIsThere() throws IOException {
        Digest subject = GcFixture.imageOf("subject", null).digest();
        gc.referrer("before its subject", subject);
        Digest child = gc.image("child");
        gc.index(List.of(child), "index");
        gc.image("signature", "sha256-" + subject.hex() + ".sig");
        gc.image("subject", "latest");
        gc.referrer("after its subject", subject);

        assertThat(gc.collectAfterGrace().examined()).isZero();
    }

    @Test
    void dieWithTheirSubjectOneAfterTheOther() throws IOException {
        Digest subject = gc.image("subject", "latest");
        Digest sbom = gc.referrer("sbom", subject);
        Digest attestation = gc.referrer("attestation of the sbom", sbom);
        gc.settle(SETTINGS);
        gc.store().manifests().delete(APP, subject);

        gc.content.pass(GRACE);
        gc.collect();
        assertThat(gc.hasManifest(sbom)).isTrue();

        gc.collectAfterGrace();
        assertThat(gc.hasManifest(sbom)).isFalse();
        assertThat(gc.hasManifest(attestation)).isTrue();

        gc.collectAfterGrace();
        assertThat(gc.hasManifest(attestation)).isFalse();
        gc.settle(SETTINGS);
        assertThat(gc.objects.size()).isZero();
    }

    @Test
    void stayWhenTheyHaveATagOfTheirOwn() throws IOException {
        Digest subject = gc.image("subject", "latest");
        Digest signature = gc.referrer("signature", subject, "my-signature");
        gc.store().manifests().delete(APP, subject);

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(signature)).isTrue();
    }

    @Test
    void whoseSubjectNeverCameAreUntaggedManifests() throws IOException {
        Digest early = gc.referrer("early", Digest.sha256(new byte[] {1}));

        gc.settle(SETTINGS);
        assertThat(gc.hasManifest(early)).isTrue();

        gc.content.pass(PAST_GRACE);
        gc.collect(UNTAGGED_TOO);
        assertThat(gc.hasManifest(early)).isFalse();
    }

    @Test
    void ofCosignLiveAndDieWithTheSubjectInTheirTag() throws IOException {
        Digest subject = gc.image("subject", "latest");
        String name = "sha256-" + subject.hex();
        Digest signature = gc.image("signature", name + ".sig");
        Digest attestation = gc.image("attestation", name + ".att");
        Digest sbom = gc.image("sbom", name + ".sbom");
        Digest listed = gc.image("listed");
        Digest fallback = gc.index(List.of(listed), name);
        List<Digest> all = List.of(signature, attestation, sbom, fallback);

        gc.settle(UNTAGGED_TOO);
        assertThat(all).allMatch(gc::hasManifest);

        gc.store().manifests().delete(APP, subject);
        gc.settle(UNTAGGED_TOO);
        assertThat(all).noneMatch(gc::hasManifest);
        assertThat(gc.hasManifest(listed)).isFalse();
        assertThat(gc.objects.size()).isZero();
    }

    @Test
    void ofCosignStayWhereTheSubjectNeverWas() throws IOException {
        Digest signature = gc.image("signature", "sha256-" + "a".repeat(64) + ".sig");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(signature)).isTrue();
    }

    @Test
    void areKeptWhenTheSubjectIsPushedAgainInTime() throws IOException {
        Digest subject = gc.image("subject", "latest");
        Digest sbom = gc.referrer("sbom", subject);
        Digest signature = gc.image("signature", "sha256-" + subject.hex() + ".sig");
        gc.store().manifests().delete(APP, subject);
        gc.image("subject", "latest");

        gc.settle(UNTAGGED_TOO);

        assertThat(gc.hasManifest(sbom)).isTrue();
        assertThat(gc.hasManifest(signature)).isTrue();
    }
}
