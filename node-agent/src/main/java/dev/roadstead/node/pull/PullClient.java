package dev.roadstead.node.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Reference;
import dev.roadstead.oci.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;

/// Pulls without a runtime: every byte is fetched and verified, nothing is kept.
public final class PullClient {
    private static final int MAX_MANIFEST = 8 << 20;
    private static final int MAX_DEPTH = 3;
    private static final JsonMapper JSON = new JsonMapper();
    private final HostsLookup lookup;
    private final Clock clock;

    public PullClient(HostsLookup lookup, Clock clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    /// Throws [PullException].
    public Pulled pull(ImageReference image) {
        long start = clock.millis();
        try (PullSession session = new PullSession(image, lookup.hosts(image.host()))) {
            Digest digest = switch (image.reference()) {
                case Reference.ByDigest(Digest given) -> given;
                case Tag tag -> session.resolve(tag);
            };
            Walk walk = new Walk(session);
            String endpoint = walk.manifest(digest, 0);
            return new Pulled(image.toString(), endpoint, digest, walk.bytes, clock.millis() - start);
        }
    }

    private static final class Walk {
        private final PullSession session;
        private long bytes;

        private Walk(PullSession session) {
            this.session = session;
        }

        private String manifest(Digest digest, int depth) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            PullSession.Fetched fetched = session.fetch("/manifests/", digest, MAX_MANIFEST, content);
            bytes += fetched.bytes();
            JsonNode manifest = parse(content.toByteArray(), digest);
            if (manifest.path("manifests").isArray()) {
                if (depth == MAX_DEPTH) {
                    throw new PullException("indexes of " + digest + " are nested too deeply");
                }
                manifest(forThisMachine(manifest.path("manifests")), depth + 1);
                return fetched.endpoint();
            }
            blob(manifest.path("config"));
            manifest.path("layers").forEach(this::blob);
            return fetched.endpoint();
        }

        private void blob(JsonNode descriptor) {
            Digest digest = digest(descriptor);
            long size = descriptor.path("size").asLong(-1);
            PullSession.Fetched fetched = session.fetch("/blobs/", digest, Long.MAX_VALUE, null);
            if (size >= 0 && fetched.bytes() != size) {
                throw new PullException(digest + " has " + fetched.bytes() + " bytes, its manifest says " + size);
            }
            bytes += fetched.bytes();
        }
    }

    private static JsonNode parse(byte[] content, Digest digest) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new PullException("manifest " + digest + " is not JSON");
        }
    }

    private static Digest digest(JsonNode descriptor) {
        try {
            return Digest.parse(descriptor.path("digest").asText());
        } catch (OciException e) {
            throw new PullException("a manifest names no digest: " + e.getMessage());
        }
    }

    /// The entry for Linux on this machine's processor, or the first.
    private static Digest forThisMachine(JsonNode manifests) {
        String architecture = architecture();
        for (JsonNode manifest : manifests) {
            JsonNode platform = manifest.path("platform");
            if (platform.path("os").asText().equals("linux")
                    && platform.path("architecture").asText().equals(architecture)) {
                return digest(manifest);
            }
        }
        if (manifests.isEmpty()) {
            throw new PullException("the image's index is empty");
        }
        return digest(manifests.get(0));
    }

    /// In the image specification's words.
    public static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("x86_64") ? "amd64" : name.equals("aarch64") ? "arm64" : name;
    }
}
