package dev.roadstead.node.pull;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Tag;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One pull: every request begins at the first host again and falls through to the next one when a host refuses, fails
/// or is away. Wrong content fails the pull, without asking anybody else: so does containerd.
final class PullSession implements AutoCloseable {
    private static final int BUFFER = 64 << 10;
    private final ImageReference image;
    private final PullHosts hosts;
    private final Map<PullHost, HostConnection> connections = new HashMap<>();

    PullSession(ImageReference image, PullHosts hosts) {
        this.image = image;
        this.hosts = hosts;
    }

    record Fetched(String endpoint, long bytes) {}

    Digest resolve(Tag tag) {
        List<String> refusals = new ArrayList<>();
        for (PullHost host : hosts.hosts()) {
            if (!host.can("resolve")) {
                continue;
            }
            try (InputStream body = ask(host, "HEAD", "/manifests/" + tag, refusals)) {
                if (body instanceof Answer answer) {
                    return answer.digest();
                }
            } catch (IOException | OciException e) {
                refusals.add(host.base() + ": " + e);
            }
        }
        throw failed("resolve " + tag, refusals);
    }

    /// @param kept receives the content, only what was verified; throws [PullException]
    Fetched fetch(String kind, Digest digest, long limit, @Nullable ByteArrayOutputStream kept) {
        List<String> refusals = new ArrayList<>();
        for (PullHost host : hosts.hosts()) {
            if (!host.can("pull")) {
                continue;
            }
            try (InputStream body = ask(host, "GET", kind + digest, refusals)) {
                if (body instanceof Answer answer) {
                    if (kept != null) {
                        kept.reset();
                    }
                    OutputStream content = kept == null ? OutputStream.nullOutputStream() : kept;
                    return new Fetched(host.base(), copy(answer, digest, limit, content, host));
                }
            } catch (IOException e) {
                refusals.add(host.base() + ": " + e);
            }
        }
        throw failed("fetch " + digest, refusals);
    }

    private static long copy(InputStream body, Digest digest, long limit, OutputStream content, PullHost host)
            throws IOException {
        MessageDigest hash = digest.algorithm().newHash();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
            if (bytes > limit) {
                throw new PullException(digest + " from " + host.base() + " is longer than " + limit + " bytes");
            }
            hash.update(buffer, 0, read);
            content.write(buffer, 0, read);
        }
        if (!Digest.of(digest.algorithm(), hash).equals(digest)) {
            throw new PullException(host.base() + " sent wrong content for " + digest);
        }
        return bytes;
    }

    /// The body of a good answer; an empty stream when the next host is to be asked.
    private InputStream ask(PullHost host, String method, String path, List<String> refusals) throws IOException {
        HttpResponse<InputStream> response = connections
                .computeIfAbsent(host, HostConnection::new)
                .send(method, "/" + image.repository() + path + host.namespace(image.host()));
        if (response.statusCode() == 200) {
            return new Answer(response);
        }
        response.body().close();
        refusals.add(host.base() + ": " + method + " " + path + " was answered " + response.statusCode());
        return InputStream.nullInputStream();
    }

    private PullException failed(String what, List<String> refusals) {
        String reason = refusals.isEmpty() ? "no host may be asked for it" : String.join("; ", refusals);
        return new PullException("cannot " + what + " of " + image.host() + "/" + image.repository() + ": " + reason);
    }

    @Override
    public void close() {
        connections.values().forEach(HostConnection::close);
    }

    private static final class Answer extends FilterInputStream {
        private final HttpResponse<InputStream> response;

        private Answer(HttpResponse<InputStream> response) {
            super(response.body());
            this.response = response;
        }

        private Digest digest() throws IOException {
            return Digest.parse(response.headers()
                    .firstValue("Docker-Content-Digest")
                    .orElseThrow(() -> new IOException("no Docker-Content-Digest in the answer")));
        }
    }
}
