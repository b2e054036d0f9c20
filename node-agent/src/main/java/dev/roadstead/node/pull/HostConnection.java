package dev.roadstead.node.pull;

import dev.roadstead.node.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// HTTP to one server with the trust that its table gives it.
final class HostConnection implements AutoCloseable {
    private static final Duration FIRST_BYTE = Duration.ofSeconds(30);
    private static final String ACCEPT = "application/vnd.oci.image.index.v1+json,"
            + " application/vnd.oci.image.manifest.v1+json,"
            + " application/vnd.docker.distribution.manifest.list.v2+json,"
            + " application/vnd.docker.distribution.manifest.v2+json, */*";
    private final PullHost host;
    private final HttpClient client;

    HostConnection(PullHost host) {
        this.host = host;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(host.dialTimeout());
        if (!host.ca().isEmpty()) {
            builder.sslContext(Trust.besidesSystem(certificates(host.ca())));
        }
        this.client = builder.build();
    }

    private static List<X509Certificate> certificates(List<PullHost.CaFile> files) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PullHost.CaFile file : files) {
            try {
                certificates.addAll(Trust.certificates(file.content().getBytes(StandardCharsets.ISO_8859_1)));
            } catch (CertificateException e) {
                throw new PullException("CA file " + file.name() + " cannot be read: " + e.getMessage()
                        + "; containerd fails every pull of this host");
            }
        }
        return certificates;
    }

    /// @param path below `/v2`, with its query
    HttpResponse<InputStream> send(String method, String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(host.root() + path))
                .timeout(FIRST_BYTE)
                .header("Accept", ACCEPT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (Map.Entry<String, List<String>> header : host.header().entrySet()) {
            header.getValue().forEach(value -> request.header(header.getKey(), value));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PullException("interrupted");
        } catch (IllegalArgumentException e) {
            throw new IOException("a header of this host is not allowed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
