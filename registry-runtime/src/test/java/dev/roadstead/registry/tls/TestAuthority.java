package dev.roadstead.registry.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Issues certificates for tests.
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate;

    public TestAuthority() {
        this.certificate = sign(keys, keys, "CN=authority", new GeneralName[0], true);
    }

    public record Issued(KeyPair keys, X509Certificate certificate) {
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        public String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }
    }

    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// For 127.0.0.1 and localhost.
    public Issued issueServer() {
        return issue(
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost"));
    }

    public Issued issueNamed(String uri) {
        return issue(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    }

    private Issued issue(GeneralName... names) {
        KeyPair own = newKeys();
        return new Issued(own, sign(keys, own, "CN=leaf", names, false));
    }

    /// `tls.crt`, `tls.key` and `ca.crt`.
    public Path write(Path folder, Issued issued) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("tls.crt"), issued.certificatePem());
        Files.writeString(folder.resolve("tls.key"), issued.keyPem());
        Files.writeString(folder.resolve("ca.crt"), pem());
        return folder;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            KeyPair issuer, KeyPair subject, String name, GeneralName[] names, boolean authority) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN=authority"),
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(now.minus(Duration.ofHours(1))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    new X500Principal(name),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        StringWriter text = new StringWriter();
        text.append("-----BEGIN ").append(type).append("-----\n");
        text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
        return text.append("\n-----END ").append(type).append("-----\n").toString();
    }
}
