package dev.roadstead.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "roadstead images",
        description = {
            "Builds the images of operator, registry-runtime and node-agent, each an archive of an OCI image layout"
                    + " (import: ctr -n k8s.io images import FILE; copy: skopeo copy oci-archive:FILE docker://…).",
            "The same sources, JDK and glibc give the same digests. The machine's architecture is the image's."
        },
        mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
    private final Path home;
    private final Path jdk;
    private final Instant created;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where the archives go. Default: target/images in the project's folder.")
    private @Nullable Path output;

    @Option(
            names = "--repository",
            paramLabel = "PREFIX",
            description = "What stands before the image's name. Default: ${DEFAULT-VALUE}.")
    private String repository = "ghcr.io/roadstead";

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "Default: the project's version, without -SNAPSHOT: ${DEFAULT-VALUE}.")
    private String tag;

    /// @param created SOURCE_DATE_EPOCH of the caller, or the epoch
    BuildCommand(Path home, Path jdk, String version, Instant created) {
        this.home = home;
        this.jdk = jdk;
        this.tag = version;
        this.created = created;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = (output == null ? home.resolve("target/images") : output).toAbsolutePath();
        System.out.printf("%-17s %9s  %s%n", "IMAGE", "SIZE", "DIGEST");
        for (Image image : build(folder)) {
            System.out.printf(
                    Locale.ROOT,
                    "%-17s %5.1f MiB  %s%n",
                    image.name(),
                    image.sizeInBytes() / 1048576.0,
                    image.digest());
        }
        System.out.printf("archives: %s/*.tar, named %s/NAME:%s%n", folder, repository, tag);
        return 0;
    }

    private List<Image> build(Path folder) throws IOException {
        Files.createDirectories(folder);
        // Not in the output: a blank in the path changes what the JVM loads while it writes the class archive.
        Path work = Files.createTempDirectory("roadstead-images");
        try {
            Base base = Base.make(jdk, work.resolve("base"));
            var builder =
                    new ImageBuilder(new Checkout(home), base, new ImageBuilder.Naming(repository, tag, created), work);
            List<Image> images = new ArrayList<>();
            for (Component component : Component.ALL) {
                images.add(builder.build(component, folder.resolve(component.name() + ".tar")));
            }
            return images;
        } finally {
            Stage.delete(work);
        }
    }
}
