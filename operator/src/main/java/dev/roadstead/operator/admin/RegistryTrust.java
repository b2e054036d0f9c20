package dev.roadstead.operator.admin;

import dev.roadstead.operator.certificate.SubjectNames;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts a server that presents a certificate of our CA with exactly the expected URI name, at whatever address it
/// answers
/// (docs/decisions/0002). Being an extended trust manager, it takes the place of the JDK's host name check.
final class RegistryTrust extends X509ExtendedTrustManager {
    private final X509Certificate root;
    private final String identity;

    RegistryTrust(X509Certificate root, String identity) {
        this.root = root;
        this.identity = identity;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length == 0) {
            throw new CertificateException("the server presents no certificate");
        }
        X509Certificate leaf = chain[0];
        leaf.checkValidity();
        try {
            leaf.verify(root.getPublicKey());
        } catch (java.security.GeneralSecurityException e) {
            throw new CertificateException("the server's certificate is not of the operator's CA", e);
        }
        if (!SubjectNames.of(leaf).uris().contains(identity)) {
            throw new CertificateException("the server is not " + identity);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this side is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this side is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[] {root};
    }
}
