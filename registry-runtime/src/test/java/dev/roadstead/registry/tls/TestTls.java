package dev.roadstead.registry.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The client's side of TLS in tests.
public final class TestTls {
    private TestTls() {}

    /// @param own empty for a client without a certificate
    public static SSLContext client(X509Certificate trusted, List<TestAuthority.Issued> own) {
        try {
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("authority", trusted);
            TrustManagerFactory trusting = TrustManagerFactory.getInstance("PKIX");
            trusting.init(trust);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            for (TestAuthority.Issued issued : own) {
                keys.setKeyEntry(
                        "own", issued.keys().getPrivate(), new char[0], new Certificate[] {issued.certificate()});
            }
            KeyManagerFactory proving = KeyManagerFactory.getInstance("PKIX");
            proving.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(proving.getKeyManagers(), trusting.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
