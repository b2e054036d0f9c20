package dev.roadstead.sandbox.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keys and certificates as PEM text.
final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String of(KeyPair pair) {
        return of(pair.getPrivate()) + block("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    static X509Certificate certificate(String pem) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException failure) {
            throw new IOException("not a certificate in PEM form", failure);
        }
    }

    static PrivateKey privateKey(String pem) throws IOException {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(bytes(pem, "PRIVATE KEY")));
        } catch (GeneralSecurityException failure) {
            throw new IOException("not an EC key in PKCS#8 PEM form", failure);
        }
    }

    static KeyPair keyPair(String pem) throws IOException {
        try {
            return new KeyPair(
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(bytes(pem, "PUBLIC KEY"))),
                    privateKey(pem));
        } catch (GeneralSecurityException failure) {
            throw new IOException("not an EC public key in PEM form", failure);
        }
    }

    /// Writes a file that only its owner reads.
    static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static byte[] bytes(String pem, String label) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IOException("no " + label + " block in PEM file");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}
