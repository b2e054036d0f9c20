package dev.roadstead.node.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS contexts of clients. None of them skips verification.
public final class Trust {
    private Trust() {}

    /// Trusts exactly these.
    public static SSLContext only(Collection<X509Certificate> certificates) {
        try {
            return context(store(certificates));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates make a trust store", e);
        }
    }

    /// Trusts the system's.
    public static SSLContext system() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the system's trust store can be used", e);
        }
    }

    /// Trusts these besides the system's, as containerd does with `ca`.
    public static SSLContext besidesSystem(Collection<X509Certificate> certificates) {
        try {
            List<X509Certificate> all = new ArrayList<>(certificates);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager system) {
                    all.addAll(Arrays.asList(system.getAcceptedIssuers()));
                }
            }
            return context(store(all));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates make a trust store", e);
        }
    }

    /// Throws [CertificateException] when the text holds none.
    public static List<X509Certificate> certificates(byte[] pem) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(
                    "no certificate in " + new String(pem, 0, Math.min(pem.length, 40), StandardCharsets.US_ASCII));
        }
        return certificates;
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(store), null);
        return context;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore store(Collection<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }
}
