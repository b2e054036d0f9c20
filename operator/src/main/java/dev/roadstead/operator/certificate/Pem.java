package dev.roadstead.operator.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys as text (RFC 7468).
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");
    private static final int MAX_SIZE = 1 << 20;

    private Pem() {}

    public static String write(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }

    public static String write(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static String block(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    /// At least one certificate, and nothing else: a private key among them is refused. Throws
    /// [IllegalArgumentException] with a sentence.
    public static List<X509Certificate> certificates(String pem) {
        if (pem.length() > MAX_SIZE) {
            throw new IllegalArgumentException("is larger than 1 MiB");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            if (!blocks.group(1).equals("CERTIFICATE")) {
                throw new IllegalArgumentException("holds a " + blocks.group(1) + " besides certificates: take it out");
            }
            certificates.add(certificate(blocks.group()));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("holds no certificate in PEM");
        }
        return certificates;
    }

    /// Certificates as one text, each once, in order.
    public static String write(List<X509Certificate> certificates) {
        return String.join("", certificates.stream().distinct().map(Pem::write).toList());
    }

    private static X509Certificate certificate(String block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /// An unencrypted PKCS #8 key, EC or RSA. Throws [IllegalArgumentException] with a sentence.
    public static PrivateKey privateKey(String pem) {
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            if (blocks.group(1).equals("PRIVATE KEY")) {
                return privateKey(Base64.getMimeDecoder().decode(blocks.group(2)));
            }
        }
        throw new IllegalArgumentException("holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY)");
    }

    private static PrivateKey privateKey(byte[] der) {
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                // The next algorithm may fit.
            }
        }
        throw new IllegalArgumentException("holds a key that is neither EC, RSA nor Ed25519");
    }
}
