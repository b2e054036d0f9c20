package dev.roadstead.sandbox.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The keys of one sandbox: its CA, the server certificate (new at each start), the key that signs tokens, the
/// administrator's token.
///
/// ```
/// pki/ca.crt  pki/ca.key  pki/token.key  pki/admin.token
/// ```
public final class Pki {

    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration LEAF_LIFE = Duration.ofDays(365);
    private static final X500Name CA_NAME = new X500Name("CN=roadstead-sandbox-ca");

    private final KeyPair caKey;
    private final X509Certificate ca;
    private final KeyPair tokenKey;
    private final String adminToken;

    private Pki(KeyPair caKey, X509Certificate ca, KeyPair tokenKey, String adminToken) {
        this.caKey = caKey;
        this.ca = ca;
        this.tokenKey = tokenKey;
        this.adminToken = adminToken;
    }

    /// Keys that end with the process.
    public static Pki inMemory() {
        KeyPair caKey = newKey();
        return new Pki(caKey, selfSigned(caKey), newKey(), randomToken());
    }

    /// The keys in a folder, made there when it has none.
    public static Pki in(Path directory) throws IOException {
        Path certificate = directory.resolve("ca.crt");
        if (Files.exists(directory.resolve("admin.token"))) {
            X509Certificate ca = Pem.certificate(Files.readString(certificate));
            return new Pki(
                    new KeyPair(ca.getPublicKey(), Pem.privateKey(Files.readString(directory.resolve("ca.key")))),
                    ca,
                    Pem.keyPair(Files.readString(directory.resolve("token.key"))),
                    Files.readString(directory.resolve("admin.token")).trim());
        }
        Pki fresh = inMemory();
        Files.createDirectories(directory);
        Files.writeString(certificate, Pem.of(fresh.ca));
        Pem.writePrivate(directory.resolve("ca.key"), Pem.of(fresh.caKey.getPrivate()));
        Pem.writePrivate(directory.resolve("token.key"), Pem.of(fresh.tokenKey));
        Pem.writePrivate(directory.resolve("admin.token"), fresh.adminToken + "\n");
        return fresh;
    }

    public String caPem() {
        return Pem.of(ca);
    }

    public String adminToken() {
        return adminToken;
    }

    public TokenSigner tokenSigner() {
        return new TokenSigner(tokenKey);
    }

    /// A TLS context with a fresh server certificate for the loopback address and the names of the in-cluster service.
    public SSLContext serverContext() {
        try {
            KeyPair key = newKey();
            X509Certificate leaf = serverCertificate(key);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key.getPrivate(), new char[0], new X509Certificate[] {leaf, ca});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("the sandbox's server certificate cannot be made", failure);
        }
    }

    private X509Certificate serverCertificate(KeyPair key) throws GeneralSecurityException, IOException {
        List<GeneralName> names = new ArrayList<>();
        for (String name : List.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local")) {
            names.add(new GeneralName(GeneralName.dNSName, name));
        }
        for (String address : List.of("127.0.0.1", "::1")) {
            names.add(new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(address).getHostAddress()));
        }
        var builder = builder(new X500Name("CN=kube-apiserver"), key, LEAF_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(new GeneralName[0])));
        return signed(builder, caKey);
    }

    private static X509Certificate selfSigned(KeyPair key) {
        try {
            var builder = builder(CA_NAME, key, CA_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            return signed(builder, key);
        } catch (CertIOException | GeneralSecurityException failure) {
            throw new IllegalStateException("the sandbox's CA cannot be made", failure);
        }
    }

    private static JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair key, Duration life) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                CA_NAME,
                new BigInteger(127, new SecureRandom()).setBit(0),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(life)),
                subject,
                key.getPublic());
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, KeyPair issuer)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (OperatorCreationException failure) {
            throw new GeneralSecurityException(failure);
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("this JDK has no elliptic curve keys", failure);
        }
    }

    private static String randomToken() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new String(Base64.getUrlEncoder().withoutPadding().encode(random), StandardCharsets.US_ASCII);
    }
}
