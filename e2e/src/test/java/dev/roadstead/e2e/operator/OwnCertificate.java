package dev.roadstead.e2e.operator;

import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.certificate.SubjectNames;
import java.time.Clock;
import java.util.Set;

/// A certificate that a user brings.
record OwnCertificate(String certificatePem, String keyPem, String caPem) {
    static OwnCertificate of(String host) {
        KeyedCertificate root = CertificateAuthority.newRoot(Clock.systemUTC());
        KeyedCertificate leaf = new CertificateAuthority(root, Clock.systemUTC())
                .issue(host, new SubjectNames(Set.of(host), Set.of(), Set.of()));
        return new OwnCertificate(leaf.certificatePem(), leaf.keyPem(), root.certificatePem());
    }
}
