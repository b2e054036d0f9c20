package dev.roadstead.registry.outbound;

import dev.roadstead.registry.tls.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Certificates that servers must chain to: the system's, and those of one upstream.
final class Trust {
    private Trust() {}

    /// Throws [GeneralSecurityException] when `caPem` holds no certificate.
    static SSLContext with(@Nullable String caPem) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, caPem == null ? null : managers(caPem), null);
        return context;
    }

    private static TrustManager[] managers(String caPem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (X509Certificate certificate : Pem.certificates(caPem)) {
                store.setCertificateEntry("given-" + count++, certificate);
            }
            for (X509Certificate certificate : systemCertificates()) {
                store.setCertificateEntry("system-" + count++, certificate);
            }
            return factory(store).getTrustManagers();
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty store cannot be made", e);
        }
    }

    private static X509Certificate[] systemCertificates() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }
}
