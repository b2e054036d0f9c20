package dev.roadstead.registry.proxy;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.content.BlobReader;
import dev.roadstead.registry.content.BlobWriter;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One blob on its way from the upstream to the store, followed by any number of clients and tied to none of them.
final class BlobFill {
    private final Digest digest;
    private volatile boolean done;
    private final CompletableFuture<Started> started = new CompletableFuture<>();

    private record Started(BlobWriter writer, OptionalLong sizeInBytes) {}

    BlobFill(Digest digest) {
        this.digest = digest;
    }

    Digest digest() {
        return digest;
    }

    void started(BlobWriter writer, OptionalLong sizeInBytes) {
        started.complete(new Started(writer, sizeInBytes));
    }

    void failed(Throwable cause) {
        started.completeExceptionally(cause);
    }

    /// As the upstream announces it. Waits until the upstream has answered; throws [UpstreamFailure] when it has no
    /// blob
    /// to give.
    OptionalLong sizeInBytes() throws IOException {
        return await().sizeInBytes;
    }

    /// Throws [FillEndedException] when it is too late to follow: then the blob is in the store, or it failed.
    BlobReader newReader() throws IOException {
        BlobWriter writer = await().writer;
        if (done) {
            throw new FillEndedException();
        }
        try {
            return writer.newReader();
        } catch (IOException e) {
            throw new FillEndedException();
        }
    }

    void done() {
        done = true;
    }

    private Started await() throws IOException {
        try {
            return started.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the upstream", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }
}
