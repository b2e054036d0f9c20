package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.brokenChunk;
import static dev.roadstead.registry.content.TestContent.bytes;
import static dev.roadstead.registry.content.TestContent.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Digest.Algorithm;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.OciException;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.failpoint.Failpoint;
import dev.roadstead.registry.storage.StoragePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to write, ended at each of its failpoints, by a kill and by a loss of power. What a start finds is either
/// as before or as after, it can be gone on from, and nothing is left over.
class CrashPointsTest {
    private static final Repository APP = Repository.parse("team/app");
    private static final Repository OTHER = Repository.parse("team/other");
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Tag LATEST = new Tag("latest");

    @TempDir
    Path folder;

    private final Set<Digest> digests = new LinkedHashSet<>();
    private final List<String> uploads = new ArrayList<>();
    private TestContent live;
    private CrashCopies copies;
    private int verified;

    @BeforeEach
    void open() {
        copies = new CrashCopies(folder.resolve("live"), folder);
        live = TestContent.withFiles(folder.resolve("live"));
        copies.take();
    }

    @AfterEach
    void close() throws IOException {
        copies.close();
        live.close();
    }

    /// One request of a client.
    @FunctionalInterface
    private interface Write {
        void on(ContentStore store) throws IOException;
    }

    /// Does it, and looks at every copy that was taken meanwhile.
    private void step(String name, Write write) throws IOException, SQLException {
        List<String> known = List.copyOf(uploads);
        Observation before = observe(live.store(), known);
        write.on(live.store());
        Observation after = observe(live.store(), known);
        List<CrashCopies.Copy> taken = copies.take();
        assertThat(taken).as(name + " is watched").isNotEmpty();
        for (CrashCopies.Copy copy : taken) {
            String moment = name + ", " + copy;
            try (TestContent found = TestContent.withFiles(copy.data())) {
                Observation seen = observe(found.store(), known);
                assertThat(seen.seen()).as(moment).isIn(before.seen(), after.seen());
                goOn(found.store(), known, moment);
                found.store().uploads().sweep(FAR);
                found.store().uploads().sweep(FAR);
            }
            assertNothingLeftOver(moment, copy.data());
            verified++;
        }
        copies.take();
    }

    /// An upload that is there takes more.
    private static void goOn(ContentStore store, List<String> known, String moment) throws IOException {
        for (String upload : known) {
            long offset;
            try {
                offset = store.uploads().offset(APP, upload);
            } catch (OciException _) {
                continue;
            }
            assertThat(store.uploads().append(APP, upload, chunk("more")))
                    .as(moment)
                    .isEqualTo(offset + "more".length());
        }
    }

    private Observation observe(ContentStore store, List<String> known) throws IOException {
        return Observation.of(store, List.of(APP, OTHER), digests, known);
    }

    private static void assertNothingLeftOver(String moment, Path data) throws IOException, SQLException {
        StoragePaths paths = new StoragePaths(data);
        Set<String> stored = new TreeSet<>();
        try (Stream<Path> objects = Files.walk(paths.objects())) {
            objects.filter(Files::isRegularFile)
                    .forEach(object -> stored.add(object.getFileName().toString()));
        }
        try (Connection metadata = DriverManager.getConnection("jdbc:sqlite:" + paths.metadata());
                Statement statement = metadata.createStatement()) {
            assertThat(strings(statement, "SELECT object_key FROM blob"))
                    .as(moment)
                    .isEqualTo(stored);
            assertThat(strings(statement, "SELECT id FROM upload")).as(moment).isEmpty();
            assertThat(strings(statement, "PRAGMA integrity_check")).as(moment).containsExactly("ok");
            assertThat(strings(statement, "PRAGMA foreign_key_check"))
                    .as(moment)
                    .isEmpty();
        }
    }

    private static Set<String> strings(Statement statement, String query) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private Digest digest(String text) {
        Digest digest = Digest.sha256(bytes(text));
        digests.add(digest);
        return digest;
    }

    private NewManifest image(String config, String subject, Tag... tags) {
        String about = subject.isEmpty()
                ? ""
                : ",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":1}"
                        .formatted(MediaTypes.OCI_MANIFEST, subject);
        byte[] content = bytes("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":%d}%s}""".formatted(MediaTypes.OCI_MANIFEST, digest(config), config.length(), about));
        Digest digest = Digest.sha256(content);
        digests.add(digest);
        return new NewManifest(digest, Manifest.parse(content, null), content, List.of(tags));
    }

    private static void refused(Write write, ContentStore store) throws IOException {
        try {
            write.on(store);
        } catch (OciException e) {
            return;
        }
        throw new AssertionError("it should be refused");
    }

    private void push(String text) throws IOException, SQLException {
        Digest digest = digest(text);
        step("push " + text, store -> store.uploads().push(APP, chunk(text), digest));
    }

    private String start() throws IOException, SQLException {
        step("start of an upload", store -> uploads.add(store.uploads().start(APP, Algorithm.SHA256)));
        return uploads.getLast();
    }

    @Test
    void aStartFindsWhatWasThereBeforeOrAfter() throws IOException, SQLException {
        push("config");
        push("config");
        Digest config = digest("config");
        step(
                "push with a wrong digest",
                store -> refused(each -> each.uploads().push(APP, chunk("other"), config), store));
        step("mount", store -> store.blobs().mount(OTHER, config, APP));
        step("mount from any", store -> store.blobs().mountFromAny(Repository.parse("team/third"), config));
        uploadsInPieces();
        manifests();
        caches();
        push("lonely");
        step("delete a blob's link", store -> store.blobs().delete(APP, digest("lonely")));
        mend(config);

        assertThat(copies.reached()).as("failpoints").containsExactlyInAnyOrder(Failpoint.values());
        assertThat(verified).isGreaterThan(150);
    }

    private void uploadsInPieces() throws IOException, SQLException {
        String id = start();
        step("first part", store -> store.uploads().append(APP, id, chunk("one ")));
        step("a part that is cut short", store -> {
            try {
                store.uploads().append(APP, id, brokenChunk("two "));
            } catch (IOException e) {
                assertThat(e).hasMessage("client went away");
            }
        });
        Digest whole = digest("one two three");
        step("end of an upload", store -> store.uploads().finish(APP, id, chunk("three"), whole));
        String same = start();
        step(
                "end of an upload of what is there",
                store -> store.uploads().finish(APP, same, chunk("one two three"), whole));
        String wrong = start();
        step(
                "wrong end of an upload",
                store -> refused(each -> each.uploads().finish(APP, wrong, chunk("wrong"), whole), store));
        String cancelled = start();
        step("part of an upload", store -> store.uploads().append(APP, cancelled, chunk("never")));
        step("cancel", store -> store.uploads().cancel(APP, cancelled));
        String forgotten = start();
        step("part of another", store -> store.uploads().append(APP, forgotten, chunk("never")));
        step("sweep", store -> store.uploads().sweep(FAR));
    }

    private void manifests() throws IOException, SQLException {
        NewManifest first = image("config", "", LATEST, new Tag("v1"));
        NewManifest second = image("one two three", "", LATEST);
        NewManifest signature = image("config", first.digest().toString());
        step("push of a manifest", store -> store.manifests().push(APP, first, false));
        step("push over its tag", store -> store.manifests().push(APP, second, false));
        step("push of a referrer", store -> store.manifests().push(APP, signature, false));
        step("delete of a tag", store -> store.tags().delete(APP, new Tag("v1")));
        step("delete of a manifest", store -> store.manifests().delete(APP, second.digest()));
    }

    private void caches() throws IOException, SQLException {
        Digest cached = digest("from upstream");
        step("fill of a cache", store -> {
            try (BlobWriter writer = store.blobs().newWriter(OTHER)) {
                writer.append(ByteBuffer.wrap(bytes("from ")));
                writer.append(ByteBuffer.wrap(bytes("upstream")));
                writer.commit(cached);
            }
        });
        step("fill of a cache that ends", store -> {
            try (BlobWriter writer = store.blobs().newWriter(OTHER)) {
                writer.append(ByteBuffer.wrap(bytes("from up")));
            }
        });
        NewManifest image = image("not here", "", LATEST);
        step("a cached manifest", store -> store.manifests().cache(OTHER, image));
    }

    /// The object went by other hands; whoever pushes it again mends it.
    private void mend(Digest digest) throws IOException, SQLException {
        Path object = live.store()
                .blobs()
                .find(APP, digest)
                .orElseThrow()
                .content()
                .file()
                .orElseThrow();
        Files.write(object, new byte[1]);

        push("config");

        assertThat(live.store().blobs().find(OTHER, digest)).isPresent();
    }
}
