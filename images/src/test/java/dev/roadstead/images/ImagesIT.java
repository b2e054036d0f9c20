package dev.roadstead.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The images of this build, as their archives have them.
class ImagesIT {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    static Path folder;

    private static List<Image> images;

    private static @Nullable Image again;

    @BeforeAll
    static void build() throws Exception {
        images = build(folder.resolve("one"), Component.ALL);
    }

    private static List<Image> build(Path to, List<Component> components) throws Exception {
        Base base = Base.make(Path.of(System.getProperty("java.home")), to.resolve("base"));
        var builder = new ImageBuilder(
                new Checkout(HOME),
                base,
                new ImageBuilder.Naming("registry.example/some", "1.2.3", Instant.ofEpochSecond(1_700_000_000)),
                to);
        List<Image> built = new ArrayList<>();
        for (Component component : components) {
            built.add(builder.build(component, to.resolve(component.name() + ".tar")));
        }
        return built;
    }

    private static ArchivedImage archived(String name) throws Exception {
        return ArchivedImage.read(images.stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    // One test for each part, so that its name says what differs.

    @Test
    void haveTheSameJavaRuntimeInAnotherFolder() throws Exception {
        sameInAnotherFolder(file -> file.startsWith(Layout.JAVA));
    }

    @Test
    void haveTheSameClassArchiveInAnotherFolder() throws Exception {
        sameInAnotherFolder(file -> file.equals(Layout.ARCHIVE));
    }

    @Test
    void haveTheSameFilesInAnotherFolder() throws Exception {
        sameInAnotherFolder(file -> !file.startsWith(Layout.JAVA) && !file.equals(Layout.ARCHIVE));
    }

    @Test
    void haveTheSameDigestInAnotherFolder() throws Exception {
        assertThat(again().digest()).isEqualTo(images.get(1).digest());
    }

    private static void sameInAnotherFolder(Predicate<String> part) throws Exception {
        Map<String, String> expected = digests(images.get(1));
        expected.keySet().removeIf(part.negate());
        Map<String, String> found = digests(again());
        found.keySet().removeIf(part.negate());
        assertThat(found).isNotEmpty().isEqualTo(expected);
    }

    /// The second image, built once more.
    private static Image again() throws Exception {
        if (again == null) {
            again = build(folder.resolve("another/and-deeper/folder"), List.of(Component.ALL.get(1)))
                    .getFirst();
        }
        return again;
    }

    private static Map<String, String> digests(Image image) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        ArchivedImage.read(image).visit((entry, content) -> {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                digests.put(entry.getName(), HexFormat.of().formatHex(digest));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
        return digests;
    }

    @Test
    void shareTheJavaRuntime() throws Exception {
        List<String> first = new ArrayList<>();
        for (Image image : images) {
            first.add(ArchivedImage.read(image).layers().getFirst());
        }

        assertThat(first).hasSize(3).containsOnly(first.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "registry-runtime", "node-agent"})
    void runAsNobodyWithLabelsAndWithoutAShell(String name) throws Exception {
        ArchivedImage image = archived(name);
        JsonNode config = image.config();

        assertThat(image.reference()).isEqualTo("registry.example/some/" + name + ":1.2.3");
        assertThat(config.at("/os").asText()).isEqualTo("linux");
        assertThat(config.at("/created").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(config.at("/config/User").asText()).isEqualTo("65532:65532");
        assertThat(config.at("/config/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("1.2.3");
        assertThat(config.at("/config/Labels/org.opencontainers.image.licenses").asText())
                .isEqualTo("Apache-2.0");
        assertThat(image.files())
                .contains("opt/java/bin/java", "opt/roadstead/LICENSE", "etc/passwd")
                .noneMatch(file -> file.endsWith("/sh") || file.endsWith("/busybox"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "registry-runtime", "node-agent"})
    void carryABillOfMaterials(String name) throws Exception {
        JsonNode bom = archived(name).json("opt/roadstead/bom.json");

        assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.path("components").findValuesAsText("name"))
                .contains("OpenJDK", "glibc", "slf4j-api")
                .doesNotContain("junit-jupiter", "archunit");
        assertThat(bom.path("components").findValuesAsText("version")).allMatch(version -> !version.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "registry-runtime", "node-agent"})
    void takeTheirClassesFromTheArchive(String name) throws Exception {
        Path root = folder.resolve("unpacked").resolve(name);
        ArchivedImage image = archived(name);
        image.unpack(root);
        List<String> command = new ArrayList<>();
        for (JsonNode argument : image.config().at("/config/Entrypoint")) {
            command.add(argument.asText().replace("/opt/", root + "/opt/"));
        }
        // Refuses to run without the archive; a class that the program always loads must come out of it.
        command.addAll(1, List.of("-Xshare:on", "-Xlog:class+load"));
        command.add("--version");

        String output = Tool.run(command);

        String main = command.get(command.size() - 2);
        assertThat(output).contains(main + " source: shared objects file").contains("0.1.0");
        assertThat(Files.size(root.resolve(Layout.ARCHIVE))).isGreaterThan(1 << 20);
    }
}
