package dev.roadstead.registry;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.gc.NotRestorableException;
import dev.roadstead.registry.gc.Restored;
import dev.roadstead.registry.gc.Trash;
import dev.roadstead.registry.metadata.BlobTrashTable.TrashedBlob;
import dev.roadstead.registry.metadata.ManifestTrashTable.TrashedManifest;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.DataDirectoryException;
import dev.roadstead.registry.storage.LostMetadataException;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trash",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list | restore",
        description = "What was deleted or collected and is still there, in the data folder of a stopped registry.")
final class TrashCommand {
    private static final int PAGE = 1_000;

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists manifests and blobs, one a line.")
    int list(@Option(names = "--data", required = true, paramLabel = "DIR") Path data) {
        use(data, TrashCommand::print);
        return 0;
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Brings back a manifest with its tags, its blobs, and what is listed by it or attached to it;"
                    + " or a blob alone.")
    int restore(
            @Option(names = "--data", required = true, paramLabel = "DIR") Path data,
            @Parameters(paramLabel = "REPOSITORY@DIGEST") String name) {
        int at = name.indexOf('@');
        if (at < 0) {
            throw new StartException("'" + name + "' is not REPOSITORY@DIGEST, such as trash list prints");
        }
        use(data, trash -> print(restored(trash, name.substring(0, at), name.substring(at + 1))));
        return 0;
    }

    private static Restored restored(Trash trash, String repository, String digest) {
        try {
            return trash.restore(Repository.parse(repository), Digest.parse(digest));
        } catch (OciException | NotRestorableException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static void use(Path data, Consumer<Trash> work) {
        if (!Files.isRegularFile(new StoragePaths(data).metadata())) {
            throw new StartException("there is no registry in " + data);
        }
        try (DataDirectory directory = DataDirectory.open(data);
                MetadataStore metadata = MetadataStore.open(directory)) {
            work.accept(new Trash(metadata, Clock.systemUTC()));
        } catch (LostMetadataException e) {
            throw e;
        } catch (DataDirectoryException | IOException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static void print(Trash trash) {
        for (List<TrashedManifest> page = trash.manifests(null, PAGE);
                !page.isEmpty();
                page = trash.manifests(page.getLast(), PAGE)) {
            page.forEach(TrashCommand::print);
        }
        for (List<TrashedBlob> page = trash.blobs(null, PAGE);
                !page.isEmpty();
                page = trash.blobs(page.getLast(), PAGE)) {
            page.forEach(TrashCommand::print);
        }
    }

    private static void print(TrashedManifest manifest) {
        System.out.println("manifest " + manifest.repository() + "@"
                + manifest.key().digest() + " since " + manifest.trashedAt()
                + (manifest.tags().isEmpty() ? "" : " tags " + String.join(",", manifest.tags())));
    }

    private static void print(TrashedBlob blob) {
        System.out.println("blob " + blob.digest() + " since " + blob.trashedAt() + " bytes " + blob.sizeInBytes());
    }

    private static void print(Restored restored) {
        System.out.println("restored " + restored.manifests() + " manifests, " + restored.tags() + " tags, "
                + restored.blobs() + " blobs"
                + (restored.missing() == 0 ? "" : "; " + restored.missing() + " blobs were not stored before either"));
    }
}
