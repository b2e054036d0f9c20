package dev.roadstead.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// Builds the image of one component as an archive of an OCI image layout.
final class ImageBuilder {
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

    private final Checkout checkout;
    private final Base base;
    private final Naming naming;

    /// A folder of its own for what goes into images; its path has no blanks.
    private final Path work;

    /// @param repository all of a reference but the component's name and the tag: `ghcr.io/roadstead`
    /// @param version tag and label
    /// @param created in the image's configuration
    record Naming(String repository, String version, Instant created) {}

    ImageBuilder(Checkout checkout, Base base, Naming naming, Path work) {
        this.checkout = checkout;
        this.base = base;
        this.naming = naming;
        this.work = work;
    }

    Image build(Component component, Path archive) throws IOException {
        Path root = work.resolve(component.name());
        Program program = stage(component, root);
        String reference = naming.repository + "/" + component.name() + ":" + naming.version;
        try {
            JibContainer container = container(component, program, root)
                    .containerize(Containerizer.to(TarImage.at(archive).named(ImageReference.parse(reference)))
                            .setApplicationLayersCache(work.resolve("layers"))
                            .setBaseImageLayersCache(work.resolve("layers"))
                            .setOfflineMode(true)
                            .setToolName("roadstead"));
            return new Image(
                    component.name(), reference, container.getDigest().toString(), archive, Files.size(archive));
        } catch (InvalidImageReferenceException e) {
            throw new ImageException("--repository and --tag make no image reference: " + reference);
        } catch (ExecutionException | RegistryException | CacheDirectoryCreationException e) {
            throw new ImageException("image " + reference + " cannot be built: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException("interrupted while image " + reference + " was built");
        }
    }

    /// Paths relative to the image's root.
    private record Program(List<String> flags, List<String> libraries, String jar) {

        List<String> classPath() {
            List<String> all = new ArrayList<>();
            all.add(jar);
            all.addAll(libraries);
            return all;
        }
    }

    private Program stage(Component component, Path root) throws IOException {
        String jar = Layout.HOME + "/" + component.name() + ".jar";
        var jars = new JarStage();
        jars.copy(checkout.jar(component), root.resolve(jar));
        List<String> libraries = new ArrayList<>();
        for (Path library : checkout.libraries(component)) {
            String place = Layout.LIBRARIES + "/" + library.getFileName();
            jars.copy(library, root.resolve(place));
            libraries.add(place);
        }
        var program = new Program(checkout.flags(component), libraries, jar);
        ClassArchive.dump(
                base.java(),
                program.flags,
                root,
                program.classPath(),
                checkout.classes(component),
                root.resolve(Layout.ARCHIVE));
        String bom = Bom.of(
                checkout.bom(component),
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                Bom.glibcVersion());
        Stage.write(bom, root.resolve(Layout.BOM));
        Stage.copy(checkout.license(), root.resolve(Layout.HOME + "/LICENSE"));
        return program;
    }

    private JibContainerBuilder container(Component component, Program program, Path root) throws IOException {
        return Jib.fromScratch()
                .setFileEntriesLayers(List.of(
                        base.layer(),
                        layer("libraries", root, program.libraries),
                        layer(
                                "program",
                                root,
                                List.of(program.jar, Layout.ARCHIVE, Layout.BOM, Layout.HOME + "/LICENSE"))))
                .setPlatforms(Set.of(new Platform(architecture(System.getProperty("os.arch")), "linux")))
                .setFormat(ImageFormat.OCI)
                .setCreationTime(naming.created)
                .setUser(Layout.USER)
                // Unbounded arenas of glibc cost a JVM with many threads tens of MB.
                .setEnvironment(sorted(Map.of("LANG", "C.UTF-8", "MALLOC_ARENA_MAX", "2", "HOME", "/tmp")))
                .setEntrypoint(entrypoint(component, program))
                .setLabels(sorted(Map.of(
                        "org.opencontainers.image.title",
                        component.name(),
                        "org.opencontainers.image.description",
                        component.description(),
                        "org.opencontainers.image.version",
                        naming.version,
                        "org.opencontainers.image.vendor",
                        "Roadstead",
                        "org.opencontainers.image.licenses",
                        "Apache-2.0",
                        "dev.roadstead.bom",
                        "/" + Layout.BOM)));
    }

    /// The order becomes part of the digest, and `Map.of` has another one in each process.
    private static Map<String, String> sorted(Map<String, String> values) {
        return new TreeMap<>(values);
    }

    private static FileEntriesLayer layer(String name, Path root, List<String> files) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String file : files) {
            layer.addEntry(root.resolve(file), AbsoluteUnixPath.get("/" + file), PLAIN, Stage.MODIFIED);
        }
        return layer.build();
    }

    private static List<String> entrypoint(Component component, Program program) {
        List<String> command = new ArrayList<>();
        command.add("/" + Layout.JAVA + "/bin/java");
        command.addAll(program.flags);
        command.add("-XX:SharedArchiveFile=/" + Layout.ARCHIVE);
        command.add("-cp");
        command.add(String.join(
                ":", program.classPath().stream().map(jar -> "/" + jar).toList()));
        command.add(component.main());
        return command;
    }

    /// As GOARCH names it, which the OCI image specification refers to.
    static String architecture(String java) {
        return switch (java) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> throw new ImageException("no images are built for " + java);
        };
    }
}
