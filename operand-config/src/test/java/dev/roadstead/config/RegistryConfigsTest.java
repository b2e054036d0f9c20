package dev.roadstead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Documents are files in `registry-config/`: `valid-*.yaml`, and `invalid-*.yaml`, whose first two lines say which
/// field is refused and a part of the sentence.
class RegistryConfigsTest {

    @TestFactory
    Stream<DynamicTest> refusesWithFieldAndReason() throws Exception {
        return documents("invalid-")
                .map(file -> DynamicTest.dynamicTest(nameOf(file), () -> {
                    List<String> lines = Files.readAllLines(file);
                    String field = lines.get(0).substring("# field:".length()).strip();
                    String message =
                            lines.get(1).substring("# message:".length()).strip();

                    assertThatExceptionOfType(InvalidConfigException.class)
                            .isThrownBy(() -> RegistryConfigs.read(read(file)))
                            .satisfies(refusal -> {
                                assertThat(refusal.field()).isEqualTo(field);
                                assertThat(refusal.getMessage())
                                        .contains(message)
                                        .doesNotContain("dev.roadstead");
                            });
                }));
    }

    @TestFactory
    Stream<DynamicTest> readsWhatItWrote() throws Exception {
        return documents("valid-")
                .map(file -> DynamicTest.dynamicTest(nameOf(file), () -> {
                    RegistryConfig config = RegistryConfigs.read(read(file));

                    String written = RegistryConfigs.write(config);

                    assertThat(RegistryConfigs.read(written)).isEqualTo(config);
                    assertThat(RegistryConfigs.write(RegistryConfigs.read(written)))
                            .isEqualTo(written);
                }));
    }

    @Test
    void writesTheSameBytesAsEver() throws Exception {
        Path everything = documents("valid-everything").findFirst().orElseThrow();

        assertThat(RegistryConfigs.write(RegistryConfigs.read(read(everything))))
                .isEqualTo(read(everything));
    }

    @Test
    void hashesWhatADocumentMeans() throws Exception {
        String text = read(documents("valid-everything").findFirst().orElseThrow());
        RegistryConfig config = RegistryConfigs.read(text);
        RegistryConfig commented = RegistryConfigs.read("# a comment\n" + text);
        RegistryConfig other = RegistryConfigs.read(text.replace("PT5M", "PT6M"));

        assertThat(RegistryConfigs.hash(commented))
                .isEqualTo(RegistryConfigs.hash(config))
                .startsWith("sha256:");
        assertThat(RegistryConfigs.hash(other)).isNotEqualTo(RegistryConfigs.hash(config));
    }

    @Test
    void keepsTextThatLooksLikeANumber() throws Exception {
        String text = read(documents("valid-everything").findFirst().orElseThrow());

        RegistryConfig config = RegistryConfigs.read(RegistryConfigs.write(RegistryConfigs.read(text)));

        var credentials = config.proxyCaches().getFirst().upstream().credentials();
        assertThat(Objects.requireNonNull(credentials).password()).isEqualTo("0123");
    }

    @Test
    void keepsPasswordsOfAnyCharacters() {
        for (String password :
                List.of("yes", "null", "~", "1e3", "0x1F", "1_000", "a: b #c", " é\t\"'", "", "=", "12:30:00", "\n")) {
            RegistryConfig config = withPassword(password);

            var read = RegistryConfigs.read(RegistryConfigs.write(config));

            assertThat(read).isEqualTo(config);
        }
    }

    @Test
    void hidesPasswordsFromLogs() {
        assertThat(withPassword("hunter2").toString()).doesNotContain("hunter2");
    }

    @Test
    void refusesADocumentThatIsTooLarge() {
        String large = "#".repeat((1 << 20) + 1);

        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> RegistryConfigs.read(large))
                .withMessageContaining("1 MiB");
    }

    @Test
    void readsADocumentOfAThousandCaches() {
        RegistryConfig one = withPassword("x");
        var cache = one.proxyCaches().getFirst();
        var caches = IntStream.range(0, 1000)
                .mapToObj(i -> new RegistryConfig.ProxyCache(
                        "c" + i, cache.upstream(), "c" + i, List.of("h" + i), cache.tagTtl(), true))
                .toList();
        var config =
                new RegistryConfig(one.version(), one.host(), one.access(), one.limits(), one.outbound(), caches, null);

        assertThat(RegistryConfigs.read(RegistryConfigs.write(config))).isEqualTo(config);
    }

    @Test
    void findsACacheByTheHostItMirrors() {
        RegistryConfig config = withPassword("x");

        assertThat(config.proxyCachesByMirroredHost()).containsOnlyKeys("docker.io", "index.docker.io");
    }

    private static RegistryConfig withPassword(String password) {
        return new RegistryConfig(
                1,
                "registry.example.com",
                new RegistryConfig.Access(false, false, List.of()),
                RegistryConfig.Limits.DEFAULT,
                new RegistryConfig.Outbound(false),
                List.of(new RegistryConfig.ProxyCache(
                        "hub",
                        new RegistryConfig.Upstream(
                                "https://registry-1.docker.io",
                                new RegistryConfig.Credentials("robot", password),
                                null,
                                List.of()),
                        "hub",
                        List.of("docker.io", "index.docker.io"),
                        Duration.ofMinutes(5),
                        true)),
                null);
    }

    private static Stream<Path> documents(String prefix) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RegistryConfigsTest.class.getResource("/registry-config"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".yaml", "").replace('-', ' ');
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
