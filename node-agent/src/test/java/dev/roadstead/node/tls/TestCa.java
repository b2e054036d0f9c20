package dev.roadstead.node.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of a test, with leafs for 127.0.0.1.
public final class TestCa {
    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestCa(String name, KeyPair keys, Instant notAfter, boolean isCa) throws Exception {
        this.name = name;
        this.keys = keys;
        this.certificate = issue(name, keys, keys, name, notAfter, isCa);
    }

    public static TestCa named(String name) {
        return of(name, "EC", 256, Instant.now().plus(Duration.ofDays(30)), true);
    }

    public static TestCa expired(String name) {
        return of(name, "EC", 256, Instant.now().minus(Duration.ofDays(1)), true);
    }

    public static TestCa weak(String name) {
        return of(name, "RSA", 1024, Instant.now().plus(Duration.ofDays(30)), true);
    }

    public static TestCa leafOnly(String name) {
        return of(name, "EC", 256, Instant.now().plus(Duration.ofDays(30)), false);
    }

    private static TestCa of(String name, String algorithm, int bits, Instant notAfter, boolean isCa) {
        try {
            return new TestCa(name, keys(algorithm, bits), notAfter, isCa);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate issue(
            String issuer, KeyPair issuerKeys, KeyPair keys, String subject, Instant notAfter, boolean isCa)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                new BigInteger(64, new SecureRandom()),
                Date.from(notAfter.minus(Duration.ofDays(60))),
                Date.from(notAfter),
                new X500Name("CN=" + subject),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
        if (!isCa) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        }
        String algorithm = issuerKeys.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate()))
                .getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Serves as 127.0.0.1 with a fresh leaf.
    public SSLContext server() {
        try {
            KeyPair leafKeys = keys("EC", 256);
            X509Certificate leaf =
                    issue(name, keys, leafKeys, "leaf", Instant.now().plus(Duration.ofDays(10)), false);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("leaf", leafKeys.getPrivate(), new char[0], new X509Certificate[] {leaf, certificate});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
