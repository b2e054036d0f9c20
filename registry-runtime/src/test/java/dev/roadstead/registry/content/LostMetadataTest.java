package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
import static dev.roadstead.registry.content.TestContent.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.metadata.MetadataStore;
import dev.roadstead.registry.metadata.Rebuild;
import dev.roadstead.registry.storage.DataDirectory;
import dev.roadstead.registry.storage.FileBlobStore;
import dev.roadstead.registry.storage.LostMetadataException;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LostMetadataTest {
    private static final Repository APP = Repository.parse("team/app");
    private static final Repository OTHER = Repository.parse("team/other");

    @TempDir
    Path folder;

    private final Set<Digest> digests = new LinkedHashSet<>();
    private final Map<Digest, Integer> sizes = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private Path data;

    /// What becomes of a database.
    enum Damage {
        MISSING {
            @Override
            void of(StoragePaths paths) throws IOException {
                Files.delete(paths.metadata());
            }
        },
        EMPTY {
            @Override
            void of(StoragePaths paths) throws IOException {
                Files.write(paths.metadata(), new byte[0]);
            }
        },
        OVERWRITTEN {
            @Override
            void of(StoragePaths paths) throws IOException {
                Files.writeString(paths.metadata(), "no database ".repeat(1_000));
            }
        },
        CUT {
            @Override
            void of(StoragePaths paths) throws IOException {
                try (FileChannel file = FileChannel.open(paths.metadata(), StandardOpenOption.WRITE)) {
                    file.truncate(file.size() / 2);
                }
            }
        },
        SCRAMBLED {
            @Override
            void of(StoragePaths paths) throws IOException {
                try (FileChannel file = FileChannel.open(paths.metadata(), StandardOpenOption.WRITE)) {
                    for (long page = 1; page < file.size() / 4096; page++) {
                        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), page * 4096);
                    }
                }
            }
        };

        abstract void of(StoragePaths paths) throws IOException;
    }

    @BeforeEach
    void name() {
        data = folder.resolve("data");
    }

    private Digest push(TestContent content, Repository repository, String text) throws IOException {
        Digest digest = Digest.sha256(bytes(text));
        digests.add(digest);
        sizes.put(digest, text.length());
        content.store().uploads().push(repository, chunk(text), digest);
        return digest;
    }

    private NewManifest image(Digest config, String subject, Tag... tags) {
        String about = subject.isEmpty()
                ? ""
                : ",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}"
                        .formatted(MediaTypes.OCI_MANIFEST, subject);
        return manifest("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":%d}%s}""".formatted(MediaTypes.OCI_MANIFEST, config, sizes.getOrDefault(config, 1), about), tags);
    }

    private NewManifest index(Digest child, Tag... tags) {
        return manifest(
                """
                {"schemaVersion":2,"mediaType":"%s","manifests":[{"mediaType":"%s","digest":"%s","size":%d}]}""".formatted(MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST, child, sizes.getOrDefault(child, 1)),
                tags);
    }

    private NewManifest manifest(String text, Tag... tags) {
        Digest digest = Digest.sha256(bytes(text));
        digests.add(digest);
        sizes.put(digest, text.length());
        return new NewManifest(digest, Manifest.parse(bytes(text), null), bytes(text), List.of(tags));
    }

    /// A bit of everything that clients can do.
    private void fill(TestContent content) throws IOException {
        ContentStore store = content.store();
        Digest config = push(content, APP, "config");
        Digest layer = push(content, APP, "layer");
        store.blobs().mount(OTHER, config, APP);
        NewManifest image = image(config, "", new Tag("v1"), new Tag("latest"));
        NewManifest next = image(layer, "", new Tag("latest"));
        store.manifests().push(APP, image);
        store.manifests().push(APP, next);
        store.manifests().push(APP, index(image.digest(), new Tag("multi")));
        store.manifests().push(APP, image(config, image.digest().toString()));
        store.manifests().push(OTHER, image(config, "", new Tag("copy")));
        NewManifest deleted = image(config, layer.toString(), new Tag("gone"));
        store.manifests().push(APP, deleted);
        store.manifests().delete(APP, deleted.digest());
        store.manifests().push(APP, image(config, "", new Tag("moved")));
        store.tags().delete(APP, new Tag("moved"));
        store.blobs().delete(APP, push(content, APP, "deleted"));
        push(content, APP, "lonely");
        store.manifests().cache(OTHER, image(Digest.sha256(bytes("not fetched")), "", new Tag("cached")));
        try (BlobWriter writer = store.blobs().newWriter(OTHER)) {
            digests.add(Digest.sha256(bytes("fetched")));
            writer.append(ByteBuffer.wrap(bytes("fetched")));
            writer.commit(Digest.sha256(bytes("fetched")));
        }
    }

    private Observation observe(TestContent content) throws IOException {
        return Observation.of(content.store(), List.of(APP, OTHER), digests, List.of());
    }

    private Rebuild.Result rebuild(Path folder) throws IOException {
        try (DataDirectory directory = DataDirectory.open(folder)) {
            LostMetadata metadata = new LostMetadata(directory, new FileBlobStore(directory));
            assertThat(metadata.areInOrder()).isFalse();
            return metadata.rebuild(lost::add, java.time.Instant.now());
        }
    }

    private void assertRefused(Path folder) throws IOException {
        try (DataDirectory directory = DataDirectory.open(folder)) {
            assertThatThrownBy(() -> MetadataStore.open(directory))
                    .isInstanceOf(LostMetadataException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("rebuild-metadata");
        }
    }

    private void assertSame(Path folder, Observation before) throws IOException {
        assertThat(lost).isEmpty();
        try (TestContent content = TestContent.withFiles(folder)) {
            assertThat(observe(content).seen()).isEqualTo(before.seen());
            List<String> damages = new ArrayList<>();
            new Scrub(content.objects(), content.metadata(), damages::add, (_, _) -> {}).run();
            assertThat(damages).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bringsBackWhatClientsSaw(Damage damage) throws IOException {
        Observation before;
        try (TestContent content = TestContent.withFiles(data)) {
            fill(content);
            content.metadata().completeJournal();
            before = observe(content);
        }
        damage.of(new StoragePaths(data));

        assertRefused(data);
        Rebuild.Result result = rebuild(data);

        assertThat(result.tags()).isEqualTo(5);
        assertThat(result.unnamed()).isZero();
        assertSame(data, before);
    }

    /// The log of the database went with it, and nothing was closed.
    @Test
    void bringsBackWhatWasAcknowledgedBeforeAKill() throws IOException {
        Path copy = folder.resolve("copy");
        Observation before;
        try (TestContent content = TestContent.withFiles(data)) {
            fill(content);
            before = observe(content);
            copy(data, copy);
        }
        for (String name : List.of("metadata.db", "metadata.db-wal", "metadata.db-shm")) {
            Files.deleteIfExists(copy.resolve(name));
        }

        rebuild(copy);

        assertSame(copy, before);
    }

    @Test
    void doesItAgainAfterStartsAndKills() throws IOException {
        Observation before = null;
        for (int round = 0; round < 4; round++) {
            Path copy = folder.resolve("copy" + round);
            try (TestContent content = TestContent.withFiles(data)) {
                fill(content);
                push(content, APP, "round " + round);
                if (round < 2) {
                    content.metadata().completeJournal();
                    assertThat(data.resolve("journal"))
                            .isDirectoryContaining(file -> file.toString().endsWith(".base"));
                }
                before = observe(content);
                copy(data, copy);
            }
            if (round % 2 == 1) {
                data = copy;
            }
            if (round == 2) {
                Damage.SCRAMBLED.of(new StoragePaths(data));
                rebuild(data);
            }
        }
        Files.delete(data.resolve("metadata.db"));
        Files.deleteIfExists(data.resolve("metadata.db-wal"));

        rebuild(data);

        assertSame(data, before);
    }

    @Test
    void putsAsideWhatHasNoName() throws IOException {
        Observation before;
        try (TestContent content = TestContent.withFiles(data)) {
            fill(content);
            before = observe(content);
            String upload = content.store().uploads().start(APP, Algorithm.SHA256);
            content.store().uploads().append(APP, upload, chunk("not finished"));
        }
        Damage.MISSING.of(new StoragePaths(data));

        Rebuild.Result result = rebuild(data);

        assertThat(result.unnamed()).isEqualTo(1);
        assertSame(data, before);
        try (TestContent content = TestContent.withFiles(data)) {
            assertThat(content.store().blobs().mountFromAny(APP, Digest.sha256(bytes("not finished"))))
                    .as("what nobody had been given")
                    .isFalse();
        }
    }

    @Test
    void saysWhatIsLost() throws IOException {
        Digest config;
        try (TestContent content = TestContent.withFiles(data)) {
            fill(content);
            config = Digest.sha256(bytes("config"));
            Files.delete(content.store()
                    .blobs()
                    .find(APP, config)
                    .orElseThrow()
                    .content()
                    .file()
                    .orElseThrow());
        }
        Damage.MISSING.of(new StoragePaths(data));

        rebuild(data);

        assertThat(lost).containsExactly("blob " + config + " has no object");
    }

    @Test
    void keepsTheOldDatabase() throws IOException {
        try (TestContent content = TestContent.withFiles(data)) {
            fill(content);
        }
        Damage.OVERWRITTEN.of(new StoragePaths(data));

        rebuild(data);

        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("metadata.db.replaced-"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                try {
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to.resolve(from.relativize(file)));
                    } else {
                        Files.copy(file, to.resolve(from.relativize(file)));
                    }
                } catch (NoSuchFileException e) {
                    // The journal's keeper has just finished it.
                }
            }
        }
    }
}
