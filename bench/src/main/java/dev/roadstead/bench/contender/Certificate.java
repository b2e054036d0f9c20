package dev.roadstead.bench.contender;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// One self-signed certificate that all registries of a run serve, and the trust in it.
///
/// @param folder with `tls.crt` and `tls.key`
public record Certificate(Path folder, SSLContext trust) {
    private static final String PASSWORD = "changeit";

    Path chain() {
        return folder.resolve("tls.crt");
    }

    Path key() {
        return folder.resolve("tls.key");
    }

    /// Makes it with the JDK's own keytool.
    public static Certificate make(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "bench",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new BenchException("keytool could not make a certificate: " + said.strip());
        }
        try {
            return write(folder, store);
        } catch (GeneralSecurityException e) {
            throw new BenchException("the certificate that keytool made cannot be used: " + e.getMessage());
        }
    }

    private static Certificate write(Path folder, Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("bench", keys.getCertificate("bench"));
        trusted.init(anchors);
        SSLContext trust = SSLContext.getInstance("TLS");
        trust.init(null, trusted.getTrustManagers(), null);

        var certificate = new Certificate(folder, trust);
        Files.writeString(
                certificate.chain(),
                pem("CERTIFICATE", keys.getCertificate("bench").getEncoded()));
        Files.writeString(
                certificate.key(),
                pem("PRIVATE KEY", keys.getKey("bench", PASSWORD.toCharArray()).getEncoded()));
        return certificate;
    }

    private static String pem(String what, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return String.join("\n", List.of("-----BEGIN " + what + "-----", text, "-----END " + what + "-----", ""));
    }
}
