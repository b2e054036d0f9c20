package dev.roadstead.registry;

import dev.roadstead.registry.content.Scrub;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.LostMetadataException;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Reads all that a data folder holds and compares it with its digests.",
            "The registry that serves the folder must be stopped. Nothing is changed; ends with 1 where something is"
                    + " damaged. A damaged blob is replaced when it is pushed again."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long PAUSE_IN_NANOS = Duration.ofSeconds(5).toNanos();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The registry's data folder.")
    private @Nullable Path data;

    private long told = System.nanoTime();

    @Override
    public Integer call() throws IOException {
        if (data == null || !Files.isDirectory(new StoragePaths(data).objects())) {
            throw new StartException("--data " + data + " is no data folder of a registry: it has no folder objects");
        }
        try (DataDirectory directory = DataDirectory.open(data);
                MetadataStore metadata = MetadataStore.open(directory)) {
            long start = System.nanoTime();
            Scrub.Result result =
                    new Scrub(new FileBlobStore(directory), metadata, System.out::println, this::tell).run();
            System.out.printf(
                    "read %d manifests and %d blobs (%.1f MiB) in %d s: %s%n",
                    result.manifests(),
                    result.blobs(),
                    mebibytes(result.bytes()),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                    result.damaged() == 0 ? "all as their digests say" : result.damaged() + " damaged");
            return result.damaged() == 0 ? 0 : 1;
        } catch (LostMetadataException e) {
            throw e;
        } catch (DataDirectoryException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(long bytes, long ofBytes) {
        if (System.nanoTime() - told > PAUSE_IN_NANOS) {
            told = System.nanoTime();
            System.err.printf("read %.1f of %.1f MiB%n", mebibytes(bytes), mebibytes(ofBytes));
        }
    }

    private static double mebibytes(long bytes) {
        return bytes / (double) (1 << 20);
    }
}
