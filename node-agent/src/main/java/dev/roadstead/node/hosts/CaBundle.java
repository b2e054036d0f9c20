package dev.roadstead.node.hosts;

import dev.roadstead.oci.Digest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates that are fit to be trusted, in one normal form: nothing but certificate blocks, each once. Its file is
/// named by its content, so it is never rewritten.
public record CaBundle(String pem, List<X509Certificate> certificates) {
    static final int MAX_LENGTH = 1 << 20;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;
    private static final int HASH_LENGTH = 16;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE-----");
    private static final Pattern FILE_NAME = Pattern.compile("roadstead-([0-9a-f]{" + HASH_LENGTH + "})\\.crt");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    public CaBundle {
        certificates = List.copyOf(certificates);
    }

    /// The good certificates of a text, and a sentence for each that is not.
    public record Parsed(CaBundle bundle, List<String> rejected) {
        public Parsed {
            rejected = List.copyOf(rejected);
        }
    }

    /// Throws [RejectedException] when nothing of it can be used.
    public static Parsed parse(String text, Instant now) {
        if (text.length() > MAX_LENGTH) {
            throw new RejectedException("CA is longer than 1 MiB: give only the certificates that this host needs");
        }
        if (text.contains("PRIVATE KEY-----")) {
            throw new RejectedException("CA holds a private key, which must not reach nodes: give certificates only,"
                    + " and replace that key");
        }
        Map<String, X509Certificate> good = new LinkedHashMap<>();
        List<String> rejected = new ArrayList<>();
        int number = 0;
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            number++;
            try {
                X509Certificate certificate = certificate(block.group(1));
                check(certificate, now);
                good.putIfAbsent(encode(certificate), certificate);
            } catch (RejectedException e) {
                rejected.add("certificate " + number + " of the CA " + e.getMessage());
            }
        }
        if (good.isEmpty()) {
            throw new RejectedException(
                    rejected.isEmpty()
                            ? "CA holds no certificate: give PEM that begins with -----BEGIN CERTIFICATE-----"
                            : String.join("; ", rejected));
        }
        return new Parsed(of(good), rejected);
    }

    private static CaBundle of(Map<String, X509Certificate> good) {
        return new CaBundle(String.join("", good.keySet()), List.copyOf(good.values()));
    }

    /// The certificates of both.
    public CaBundle with(CaBundle other) {
        Map<String, X509Certificate> all = new LinkedHashMap<>();
        certificates.forEach(certificate -> all.put(encode(certificate), certificate));
        other.certificates.forEach(certificate -> all.putIfAbsent(encode(certificate), certificate));
        return of(all);
    }

    private static X509Certificate certificate(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new RejectedException("cannot be read: give X.509 as PEM");
        }
    }

    private static void check(X509Certificate certificate, Instant now) {
        String name = " (" + certificate.getSubjectX500Principal().getName() + ")";
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            throw new RejectedException("expired at " + end + name + ": give its successor");
        }
        if (certificate.getVersion() >= 3 && certificate.getBasicConstraints() < 0) {
            throw new RejectedException(
                    "is not a CA" + name + ": give the certificate of the authority that issued it");
        }
        if (isWeak(certificate.getPublicKey())) {
            throw new RejectedException("has a weak key" + name + ": RSA needs 2048 bits or more, EC 256 or more");
        }
    }

    private static boolean isWeak(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() < MIN_RSA_BITS;
            case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize() < MIN_EC_BITS;
            default -> !key.getAlgorithm().startsWith("Ed");
        };
    }

    private static String encode(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }

    /// Name of the file that holds it, beside `hosts.toml`.
    public String fileName() {
        return fileName(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /// Name of the file that holds `content`.
    public static String fileName(byte[] content) {
        return "roadstead-" + Digest.sha256(content).hex().substring(0, HASH_LENGTH) + ".crt";
    }

    public static boolean isFileName(String name) {
        return FILE_NAME.matcher(name).matches();
    }

    /// All bundles, by file name.
    public static Map<String, CaBundle> byFileName(Collection<CaBundle> bundles) {
        Map<String, CaBundle> named = new LinkedHashMap<>();
        bundles.forEach(bundle -> named.put(bundle.fileName(), bundle));
        return named;
    }
}
