package dev.roadstead.operator.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/// A certificate with its key.
public record KeyedCertificate(X509Certificate certificate, PrivateKey key) {

    public String certificatePem() {
        return Pem.write(certificate);
    }

    public String keyPem() {
        return Pem.write(key);
    }

    /// Throws [IllegalArgumentException] with a sentence.
    public static KeyedCertificate parse(String certificatePem, String keyPem) {
        X509Certificate certificate = Pem.certificates(certificatePem).getFirst();
        return new KeyedCertificate(certificate, Pem.privateKey(keyPem));
    }

    /// Whether the key is the certificate's own: a signature of one is valid for the other.
    public boolean isPair() {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(certificate.getSerialNumber().toByteArray());
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getSerialNumber().toByteArray());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "KeyedCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}
