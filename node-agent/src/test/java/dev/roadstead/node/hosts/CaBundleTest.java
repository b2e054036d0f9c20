package dev.roadstead.node.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.node.tls.TestCa;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaBundleTest {
    private static final TestCa GOOD = TestCa.named("good");
    private final Instant now = Instant.now();

    @Test
    void keepsCertificatesOnlyEachOnceAndNamesTheFileByContent() {
        CaBundle bundle = CaBundle.parse("# a comment\n" + GOOD.pem() + "\n\r\n" + GOOD.pem(), now)
                .bundle();

        assertThat(bundle.pem()).isEqualTo(GOOD.pem());
        assertThat(bundle.fileName())
                .isEqualTo(CaBundle.fileName(GOOD.pem().getBytes(StandardCharsets.US_ASCII)))
                .matches("roadstead-[0-9a-f]{16}\\.crt");
    }

    @Test
    void leavesOutWhatIsBadItemByItem() {
        String text = TestCa.expired("old").pem()
                + GOOD.pem()
                + TestCa.weak("weak").pem()
                + TestCa.leafOnly("leaf").pem()
                + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

        CaBundle.Parsed parsed = CaBundle.parse(text, now);

        assertThat(parsed.bundle().pem()).isEqualTo(GOOD.pem());
        assertThat(parsed.rejected())
                .satisfiesExactly(
                        expired -> assertThat(expired).startsWith("certificate 1 of the CA expired at"),
                        weak -> assertThat(weak).startsWith("certificate 3 of the CA has a weak key (CN=weak)"),
                        leaf -> assertThat(leaf).startsWith("certificate 4 of the CA is not a CA (CN=leaf)"),
                        broken -> assertThat(broken).startsWith("certificate 5 of the CA cannot be read"));
    }

    @Test
    void refusesABundleThatHoldsAPrivateKey() {
        String text = GOOD.pem() + "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n";

        assertThatThrownBy(() -> CaBundle.parse(text, now))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("private key");
    }

    @Test
    void refusesTextWithoutCertificates() {
        assertThatThrownBy(() -> CaBundle.parse("hello", now)).hasMessageContaining("CA holds no certificate");
        assertThatThrownBy(() -> CaBundle.parse("x".repeat(2 << 20), now)).hasMessageContaining("longer than 1 MiB");
    }

    @Test
    void refusesABundleOfExpiredCertificatesOnly() {
        Instant later = now.plus(Duration.ofDays(31));

        assertThatThrownBy(() -> CaBundle.parse(GOOD.pem(), later))
                .hasMessageContaining("expired at")
                .hasMessageContaining("give its successor");
    }
}
