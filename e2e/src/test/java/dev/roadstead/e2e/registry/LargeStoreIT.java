package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.Usage;
import dev.roadstead.registry.storage.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A registry with very many blobs starts, is counted, loses its metadata and gets them back.
///
/// `-Droadstead.blobs=1000000` for the size that is promised; what each step took is in the figures.
@TestMethodOrder(OrderAnnotation.class)
class LargeStoreIT {
    private static final int BLOBS = Integer.getInteger("roadstead.blobs", 50_000);
    private static final RegistryProgram PROGRAM = RegistryProgram.plain();

    @TempDir
    static Path folder;

    private static Figures figures;

    @BeforeAll
    static void fill() throws Exception {
        figures = Figures.of("large-store");
        timed("%,d blobs made".formatted(BLOBS), () -> new LargeStore(data(), BLOBS).fill());
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static Path log() {
        return folder.resolve("registry.log");
    }

    @Test
    @Order(1)
    void startsAndServes() throws Exception {
        try (RegistryProcess empty = started("start of an empty one", folder.resolve("empty"))) {
            assertThat(empty.terminate()).isZero();
        }
        try (RegistryProcess registry = started("start", data())) {
            serves(registry);
            registry.kill();
        }
        try (RegistryProcess registry = started("start after a kill", data())) {
            serves(registry);
            assertThat(registry.terminate()).isZero();
        }
    }

    @Test
    @Order(2)
    void getsLostMetadataBack() throws Exception {
        figures.note("%,d bytes of metadata, %,d of journal".formatted(bytes("metadata.db"), bytes("journal")));
        Files.delete(data().resolve("metadata.db"));

        timed(
                "rebuild-metadata",
                () -> assertThat(PROGRAM.rebuildMetadata(data(), log())).isZero());

        try (RegistryProcess registry = started("start after that", data())) {
            serves(registry);
            assertThat(registry.terminate()).isZero();
        }
        timed("count of what is stored", () -> assertThat(count().blobs()).isEqualTo(BLOBS));
    }

    @Test
    @Order(3)
    void isWhole() throws Exception {
        timed("verify", () -> assertThat(PROGRAM.verify(data(), log())).isZero());
    }

    private static RegistryProcess started(String step, Path data) throws Exception {
        RegistryProcess registry = PROGRAM.spawn(data, log());
        try {
            timed(step, registry::awaitReady);
            return registry;
        } catch (Throwable e) {
            registry.close();
            throw e;
        }
    }

    private static void serves(RegistryProcess registry) throws Exception {
        for (int blob : List.of(0, BLOBS / 2, BLOBS - 1)) {
            HttpResponse<byte[]> answer = get(registry.url().resolve(LargeStore.path(blob)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(LargeStore.content(blob));
        }
    }

    private static Usage count() throws IOException {
        try (DataDirectory directory = DataDirectory.open(data());
                MetadataStore metadata = MetadataStore.open(directory)) {
            return metadata.read(Usage::count);
        }
    }

    private static HttpResponse<byte[]> get(URI url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        }
    }

    private static long bytes(String name) throws Exception {
        try (var files = Files.walk(data().resolve(name))) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static void timed(String name, Step step) throws Exception {
        long start = System.nanoTime();
        step.run();
        figures.note("%s: %,d ms".formatted(name, (System.nanoTime() - start) / 1_000_000));
    }
}
