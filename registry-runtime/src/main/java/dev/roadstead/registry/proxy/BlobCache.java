package dev.roadstead.registry.proxy;

import dev.roadstead.config.RegistryConfig.ProxyCache;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.BlobWriter;
import dev.roadstead.registry.content.Blobs;
import dev.roadstead.registry.outbound.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings blobs of one upstream into the local store: each is fetched once at a time, however many clients wait for it.
final class BlobCache {
    private static final Logger LOG = LoggerFactory.getLogger(BlobCache.class);

    private final ProxyCache settings;
    private final CachedUpstream upstream;
    private final Blobs blobs;
    private final LongSupplier maxSizeInBytes;
    private final ThreadFactory threads;
    private final Map<Key, BlobFill> running = new ConcurrentHashMap<>();

    private record Key(Repository repository, Digest digest) {}

    BlobCache(ProxyCache settings, CachedUpstream upstream, Blobs blobs, LongSupplier maxSizeInBytes) {
        this.settings = settings;
        this.upstream = upstream;
        this.blobs = blobs;
        this.maxSizeInBytes = maxSizeInBytes;
        this.threads =
                Thread.ofVirtual().name("fill-" + settings.name() + "-", 0).factory();
    }

    /// The fill of a blob that is not in the store: a new one, or the one that is under way.
    BlobFill fill(CachedName name, Digest digest) {
        Key key = new Key(name.local(), digest);
        BlobFill fresh = new BlobFill(digest);
        BlobFill other = running.putIfAbsent(key, fresh);
        if (other != null) {
            return other;
        }
        upstream.counters().miss();
        threads.newThread(() -> run(name, key, fresh)).start();
        return fresh;
    }

    private void run(CachedName name, Key key, BlobFill fill) {
        try (Answer answer = upstream.blob("GET", name.upstream(), key.digest.toString())) {
            transfer(key, fill, answer);
        } catch (UpstreamFailure e) {
            fill.failed(e);
        } catch (IOException | RuntimeException e) {
            fill.failed(e);
            LOG.atWarn()
                    .addKeyValue("cache", settings.name())
                    .addKeyValue("repository", key.repository)
                    .addKeyValue("digest", key.digest)
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("could not cache a blob");
        } finally {
            retire(key, fill);
        }
    }

    private void retire(Key key, BlobFill fill) {
        fill.done();
        running.remove(key, fill);
    }

    private void transfer(Key key, BlobFill fill, Answer answer) throws IOException {
        OptionalLong announced = answer.contentLength();
        if (announced.orElse(0) > maxSizeInBytes.getAsLong()) {
            throw tooLarge();
        }
        try (BlobWriter writer = blobs.newWriter(key.repository)) {
            fill.started(writer, announced);
            try {
                receive(writer, answer);
                commit(writer, key.digest);
            } finally {
                // Before the writer discards what failed: nobody shall start to follow that.
                retire(key, fill);
            }
        }
    }

    private void receive(BlobWriter writer, Answer answer) throws IOException {
        for (ByteBuffer piece = next(answer); piece != null; piece = next(answer)) {
            int size = piece.remaining();
            if (writer.position() + size > maxSizeInBytes.getAsLong()) {
                throw tooLarge();
            }
            writer.append(piece);
            upstream.counters().fetched(size);
        }
    }

    private @Nullable ByteBuffer next(Answer answer) throws IOException {
        try {
            return answer.next();
        } catch (IOException e) {
            upstream.brokeOff(e);
            throw e;
        }
    }

    private void commit(BlobWriter writer, Digest digest) throws IOException {
        try {
            writer.commit(digest);
        } catch (OciException e) {
            IOException wrong = new IOException("the upstream sends a blob that is not what its digest names", e);
            upstream.brokeOff(wrong);
            throw wrong;
        }
    }

    private UpstreamFailure tooLarge() {
        return new UpstreamFailure(
                UpstreamFailure.Kind.DENIED,
                "the blob is larger than the " + maxSizeInBytes.getAsLong() + " bytes this registry takes");
    }

    /// Whether the upstream has the blob, and how large it is.
    OptionalLong size(CachedName name, Digest digest) throws UpstreamFailure {
        try (Answer answer = upstream.blob("HEAD", name.upstream(), digest.toString())) {
            return answer.contentLength();
        }
    }
}
