package dev.roadstead.operator.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Issues certificates: EC P-256 keys, leaves for 90 days.
public final class CertificateAuthority {
    public static final Duration LEAF_LIFE = Duration.ofDays(90);
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    /// Clocks of nodes differ; a certificate is valid a little before it was issued.
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final KeyedCertificate root;
    private final Clock clock;

    public CertificateAuthority(KeyedCertificate root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    public X509Certificate certificate() {
        return root.certificate();
    }

    /// A fresh self-signed root.
    public static KeyedCertificate newRoot(Clock clock) {
        KeyPair keys = newKeys();
        X500Name name = new X500Name("CN=Roadstead CA,O=Roadstead");
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial(), Date.from(now.minus(BACKDATED)), Date.from(now.plus(CA_LIFE)), name, keys.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a root certificate can always be made", e);
        }
        return new KeyedCertificate(sign(builder, keys.getPrivate()), keys.getPrivate());
    }

    /// A leaf that may serve as server and as client.
    public KeyedCertificate issue(String commonName, SubjectNames names) {
        KeyPair keys = newKeys();
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                root.certificate(),
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(LEAF_LIFE)),
                new javax.security.auth.x500.X500Principal("CN=" + commonName + ",O=Roadstead"),
                keys.getPublic());
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(root.certificate()));
            builder.addExtension(Extension.subjectAlternativeName, false, generalNames(names));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("a leaf can always be made", e);
        }
        return new KeyedCertificate(sign(builder, root.key()), keys.getPrivate());
    }

    private static GeneralNames generalNames(SubjectNames names) {
        List<GeneralName> all = new ArrayList<>();
        names.dns().stream().sorted().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
        names.ips().stream().sorted().forEach(ip -> all.add(new GeneralName(GeneralName.iPAddress, ip)));
        names.uris().stream()
                .sorted()
                .forEach(uri -> all.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
        return new GeneralNames(all.toArray(new GeneralName[0]));
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException | CertificateException e) {
            throw new IllegalStateException("a certificate can always be signed", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has EC P-256", e);
        }
    }

    private static BigInteger serial() {
        return new BigInteger(159, new SecureRandom());
    }
}
