package dev.roadstead.registry.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder with `tls.crt` and `tls.key`, and `ca.crt` where clients must prove themselves. It is read again when its
/// content changes; a pair that does not fit is logged, and the one in use stays.
public final class TlsFiles implements Supplier<ServerTls> {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Path folder;
    private final @Nullable String requiredClientUri;
    private Content seen;
    private volatile ServerTls current;

    private record Content(String certificate, String key, String authorities) {}

    /// Throws [IOException] with a sentence.
    ///
    /// @param requiredClientUri what clients must be named; null lets everybody in
    public TlsFiles(Path folder, @Nullable String requiredClientUri) throws IOException {
        this.folder = folder;
        this.requiredClientUri = requiredClientUri;
        this.seen = read();
        this.current = parse(seen);
    }

    @Override
    public ServerTls get() {
        return current;
    }

    public void reloadIfChanged() {
        try {
            Content now = read();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            current = parse(now);
            LOG.atInfo()
                    .addKeyValue("folder", folder)
                    .addKeyValue("notAfter", current.notAfter())
                    .log("took the changed certificate");
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("reason", e.getMessage())
                    .log("could not take the changed certificate, the old one stays");
        }
    }

    private Content read() throws IOException {
        return new Content(read("tls.crt"), read("tls.key"), requiredClientUri == null ? "" : read("ca.crt"));
    }

    private String read(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no " + file, e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }

    private ServerTls parse(Content content) throws IOException {
        List<X509Certificate> chain = parse("tls.crt", () -> Pem.certificates(content.certificate));
        PrivateKey key = parse("tls.key", () -> Pem.privateKey(content.key));
        parse("tls.key", () -> requirePair(key, chain.getFirst()));
        if (requiredClientUri == null) {
            return new ServerTls(key, chain, null);
        }
        List<X509Certificate> authorities = parse("ca.crt", () -> Pem.certificates(content.authorities));
        return new ServerTls(key, chain, new ServerTls.Clients(authorities, requiredClientUri));
    }

    private interface Parser<T> {
        T parse() throws GeneralSecurityException;
    }

    private <T> T parse(String name, Parser<T> parser) throws IOException {
        try {
            return parser.parse();
        } catch (GeneralSecurityException e) {
            throw new IOException(folder.resolve(name) + " " + e.getMessage(), e);
        }
    }

    private static boolean requirePair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "Ed25519";
        };
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm()) && !algorithm.equals("Ed25519")) {
            throw new GeneralSecurityException("is not the key of the certificate in tls.crt");
        }
        byte[] probe = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(probe);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(probe);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("is not the key of the certificate in tls.crt");
        }
        return true;
    }
}
