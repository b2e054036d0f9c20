package dev.roadstead.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {
    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(ISSUED, ZoneOffset.UTC);
    private static final KeyedCertificate ROOT = CertificateAuthority.newRoot(CLOCK);
    private static final SubjectNames NAMES = new SubjectNames(
            Set.of("registry.example.com", "*.harbour.ns.svc"), Set.of("10.0.0.7", "fd00::7"), Set.of());

    private final X509Certificate leaf =
            new CertificateAuthority(ROOT, CLOCK).issue("harbour", NAMES).certificate();

    @ParameterizedTest(name = "after {0} days: {1}")
    @CsvSource({"0, false", "59, false", "61, true", "89, true", "400, true"})
    void isDueAfterTwoThirdsOfALife(int days, boolean due) {
        Instant now = ISSUED.plus(Duration.ofDays(days));

        assertThat(Rotation.due(leaf, ROOT.certificate(), NAMES, now).isPresent())
                .isEqualTo(due);
    }

    @Test
    void isDueWhenItsNamesChange() {
        SubjectNames other = new SubjectNames(Set.of("registry.example.com"), Set.of("10.0.0.7"), Set.of());

        assertThat(Rotation.due(leaf, ROOT.certificate(), other, ISSUED)).contains("its names changed");
    }

    @Test
    void isDueWhenTheAuthorityIsAnother() {
        X509Certificate other = CertificateAuthority.newRoot(CLOCK).certificate();

        assertThat(Rotation.due(leaf, other, NAMES, ISSUED)).contains("it was signed by another CA");
    }

    @ParameterizedTest
    @CsvSource({"FD00::7", "fd00:0:0:0:0:0:0:7", "fd00:0000::0007"})
    void isNotDueForAnotherSpellingOfAnAddress(String address) {
        SubjectNames same = new SubjectNames(NAMES.dns(), Set.of("10.0.0.7", address), Set.of());

        assertThat(Rotation.due(leaf, ROOT.certificate(), same, ISSUED)).isEmpty();
    }

    @Test
    void isNotDueForAnotherCaseOfAHost() {
        SubjectNames same = new SubjectNames(Set.of("Registry.Example.Com", "*.harbour.ns.svc"), NAMES.ips(), Set.of());

        assertThat(Rotation.due(leaf, ROOT.certificate(), same, ISSUED)).isEmpty();
    }
}
