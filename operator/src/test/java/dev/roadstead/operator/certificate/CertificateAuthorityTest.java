package dev.roadstead.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
    private final Clock clock = Clock.systemUTC();
    private final KeyedCertificate root = CertificateAuthority.newRoot(clock);
    private final CertificateAuthority authority = new CertificateAuthority(root, clock);

    @Test
    void issuesLeavesThatChainToItsRoot() throws GeneralSecurityException {
        KeyedCertificate leaf =
                authority.issue("harbour", new SubjectNames(Set.of("a.example.com"), Set.of("10.0.0.7"), Set.of()));

        var parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.setRevocationEnabled(false);
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf.certificate()));
        assertThat(CertPathValidator.getInstance("PKIX").validate(path, parameters))
                .isNotNull();
        assertThat(leaf.isPair()).isTrue();
    }

    @Test
    void writesTheNamesIntoTheLeaf() {
        SubjectNames names = new SubjectNames(
                Set.of("a.example.com", "*.b.example.com"), Set.of("10.0.0.7"), Set.of("spiffe://roadstead.dev/x"));

        X509Certificate leaf = authority.issue("harbour", names).certificate();

        assertThat(SubjectNames.of(leaf)).isEqualTo(names);
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void issuesForNinetyDaysALittleBackdated() {
        X509Certificate leaf =
                authority.issue("harbour", SubjectNames.ofUri("spiffe://x")).certificate();

        assertThat(Duration.between(Instant.now(), leaf.getNotAfter().toInstant()))
                .isBetween(Duration.ofDays(89), Duration.ofDays(90));
        assertThat(leaf.getNotBefore()).isBefore(Instant.now().minusSeconds(60));
    }

    @Test
    void isACertificateAuthorityForTenYears() {
        assertThat(root.certificate().getBasicConstraints()).isZero();
        assertThat(Duration.between(
                        Instant.now(), root.certificate().getNotAfter().toInstant()))
                .isGreaterThan(Duration.ofDays(3640));
    }

    @Test
    void survivesBeingWrittenAndRead() {
        KeyedCertificate read = KeyedCertificate.parse(root.certificatePem(), root.keyPem());

        assertThat(read.certificate()).isEqualTo(root.certificate());
        assertThat(read.isPair()).isTrue();
    }

    @Test
    void tellsAForeignKey() {
        KeyedCertificate mixed = new KeyedCertificate(
                root.certificate(), CertificateAuthority.newRoot(clock).key());

        assertThat(mixed.isPair()).isFalse();
    }
}
