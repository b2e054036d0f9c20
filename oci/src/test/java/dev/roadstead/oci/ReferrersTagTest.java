package dev.roadstead.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReferrersTagTest {
    private static final Digest SUBJECT = Digest.sha256("subject".getBytes(StandardCharsets.UTF_8));

    @Test
    void namesEveryTagOfASubject() {
        assertThat(ReferrersTag.of(SUBJECT))
                .extracting(Tag::name)
                .containsExactly(
                        "sha256-" + SUBJECT.hex(),
                        "sha256-" + SUBJECT.hex() + ".sig",
                        "sha256-" + SUBJECT.hex() + ".att",
                        "sha256-" + SUBJECT.hex() + ".sbom");
    }

    @Test
    void tellsTheSubjectOfEachOfThem() {
        assertThat(ReferrersTag.of(SUBJECT))
                .allSatisfy(tag -> assertThat(ReferrersTag.subject(tag)).contains(SUBJECT));
    }

    @Test
    void knowsATagOfAnotherKind() {
        assertThat(ReferrersTag.subject(new Tag("latest"))).isEmpty();
        assertThat(ReferrersTag.subject(new Tag("sha256-abc.sig"))).isEmpty();
        assertThat(ReferrersTag.subject(new Tag("sha256-" + SUBJECT.hex() + ".txt")))
                .isEmpty();
    }

    @Test
    void cutsALongDigestToWhatATagMayHold() {
        Digest subject = Digest.of(Digest.Algorithm.SHA512, new byte[0]);

        assertThat(ReferrersTag.of(subject)).containsExactly(ReferrersTag.fallback(subject));
        assertThat(ReferrersTag.fallback(subject).name())
                .hasSize(128)
                .startsWith("sha512-" + subject.hex().substring(0, 121));
    }
}
