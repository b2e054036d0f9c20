package dev.roadstead.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final KeyedCertificate ROOT = CertificateAuthority.newRoot(Clock.systemUTC());

    @Test
    void readsACertificateAmongComments() {
        String pem = "# our CA\r\n" + ROOT.certificatePem().replace("\n", "\r\n") + "\r\ntrailing words";

        assertThat(Pem.certificates(pem)).containsExactly(ROOT.certificate());
    }

    @Test
    void writesEachCertificateOnce() {
        String twice = ROOT.certificatePem() + ROOT.certificatePem();

        assertThat(Pem.write(Pem.certificates(twice))).isEqualTo(ROOT.certificatePem());
    }

    @Test
    void refusesAPrivateKeyAmongCertificates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pem.certificates(ROOT.certificatePem() + ROOT.keyPem()))
                .withMessageContaining("PRIVATE KEY");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pem.certificates(
                        ROOT.certificatePem() + ROOT.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY")))
                .withMessageContaining("EC PRIVATE KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "-----BEGIN CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n"
            })
    void refusesWhatIsNoCertificate(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pem.certificates(pem))
                .withMessageContaining("holds");
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pem.certificates("x".repeat((1 << 20) + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void readsKeysOfEachKind(String algorithm) throws GeneralSecurityException {
        PrivateKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

        assertThat(Pem.privateKey(Pem.write(key))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN RSA PRIVATE KEY-----\naGVsbG8=\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n"
            })
    void refusesWhatIsNoKey(String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pem.privateKey(pem))
                .withMessageContaining("holds");
    }

    @Test
    void keepsTheOrderOfAChain() {
        KeyedCertificate other = CertificateAuthority.newRoot(Clock.systemUTC());

        assertThat(Pem.certificates(Pem.write(List.of(other.certificate(), ROOT.certificate()))))
                .containsExactly(other.certificate(), ROOT.certificate());
    }
}
