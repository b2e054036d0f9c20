package dev.roadstead.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.config.CacheResolution;
import dev.roadstead.operator.config.DesiredConfig;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a Registry becomes: one folder per case in `desired/`, with `in-*.yaml` and `out-*.yaml`. With
/// `-Dgolden.update=true` the output is written instead, to be judged in the diff.
class DesiredTest {
    private static final Path CASES = Path.of("src", "test", "resources", "desired");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final RegistryConfig.Account ACCOUNT = new RegistryConfig.Account(
            "admin", "pbkdf2-sha256$120000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    @TestFactory
    Stream<DynamicContainer> renders() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicContainer.dynamicContainer(
                            folder.getFileName().toString().replace('-', ' '), compare(folder)));
        }
    }

    private static Stream<DynamicTest> compare(Path folder) {
        Map<String, String> rendered = render(folder);
        Stream<DynamicTest> contents = rendered.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> {
                    Path path = folder.resolve(file.getKey());
                    if (UPDATE) {
                        Files.writeString(path, file.getValue());
                    }
                    assertThat(path).exists().hasContent(file.getValue().stripTrailing());
                }));
        return Stream.concat(contents, Stream.of(DynamicTest.dynamicTest("nothing besides", () -> {
            assertThat(files(folder, "out-").map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(rendered.keySet());
        })));
    }

    private static Map<String, String> render(Path folder) {
        Registry registry = inputs(folder, Registry.class).findFirst().orElseThrow();
        Names names = new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
        Map<String, Secret> secrets = inputs(folder, Secret.class)
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Function.identity()));
        List<RegistryConfig.ProxyCache> caches = inputs(folder, ProxyCache.class)
                .map(cache -> CacheResolution.resolve(cache, name -> Optional.ofNullable(secrets.get(name))))
                .toList();
        RegistryConfig config = DesiredConfig.of(registry, ACCOUNT, caches, null, new RegistryConfig.Outbound(false));
        Map<String, String> files = new TreeMap<>();
        files.put("out-registry.yaml", RegistryConfigs.write(config));
        var size = java.util.Objects.requireNonNull(registry.getSpec().storage().filesystem())
                .size();
        for (HasMetadata object : List.of(
                DesiredStatefulSet.of(registry, "ghcr.io/roadstead/registry-runtime:0.1.0", size),
                DesiredServices.of(registry),
                DesiredServices.headless(registry),
                DesiredGuards.serviceAccount(registry),
                DesiredGuards.disruptionBudget(registry),
                DesiredGuards.networkPolicy(registry),
                DesiredData.ca(registry, names, "-----BEGIN CERTIFICATE-----\n"))) {
            files.put(
                    "out-" + object.getKind() + "-" + object.getMetadata().getName() + ".yaml",
                    Serialization.asYaml(object));
        }
        return files;
    }

    private static <T extends HasMetadata> Stream<T> inputs(Path folder, Class<T> kind) {
        return files(folder, "in-" + HasMetadata.getKind(kind) + "-").map(file -> {
            try {
                return Serialization.unmarshal(Files.readString(file), kind);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Stream<Path> files(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
