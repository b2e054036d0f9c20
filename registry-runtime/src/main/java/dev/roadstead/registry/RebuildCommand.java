package dev.roadstead.registry;

import dev.roadstead.registry.content.LostMetadata;
import dev.roadstead.registry.metadata.Rebuild;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rebuild-metadata",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes a lost or damaged metadata.db anew from the journal and the objects beside it.",
            "The registry that serves the folder must be stopped. What is left of the old database is kept under another"
                    + " name. Objects that the journal does not name come to the trash. What was in the trash, and uploads"
                    + " that were not finished, cannot be brought back. Ends with 1 where something else is lost, and"
                    + " says what."
        })
final class RebuildCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The registry's data folder.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        if (data == null || !Files.isDirectory(data.resolve("objects"))) {
            throw new StartException("--data " + data + " is no data folder of a registry: it has no folder objects");
        }
        try (DataDirectory directory = DataDirectory.open(data)) {
            LostMetadata metadata = new LostMetadata(directory, new FileBlobStore(directory));
            if (metadata.areInOrder()) {
                throw new StartException("metadata " + directory.paths().metadata()
                        + " are in order: move them away if they shall be made anew all the same");
            }
            AtomicLong lost = new AtomicLong();
            Rebuild.Result result = metadata.rebuild(
                    sentence -> {
                        lost.incrementAndGet();
                        System.out.println(sentence);
                    },
                    Instant.now());
            System.out.printf(
                    "made anew: %d manifests, %d tags, %d blobs, of which %d in the trash have no name; %s%n",
                    result.manifests(),
                    result.tags(),
                    result.blobs(),
                    result.unnamed(),
                    lost.get() == 0 ? "nothing is known to be lost" : lost.get() + " lost");
            return lost.get() == 0 ? 0 : 1;
        } catch (DataDirectoryException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }
}
