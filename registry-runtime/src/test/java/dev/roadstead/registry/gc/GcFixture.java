package dev.roadstead.registry.gc;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.ContentStore;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.metadata.BlobTable;
import dev.roadstead.registry.metadata.ManifestTable;
import dev.roadstead.registry.metadata.RepoTable;
import dev.roadstead.registry.metadata.Session;
import dev.roadstead.registry.metadata.TagTable;
import dev.roadstead.registry.metadata.Touch;
import dev.roadstead.registry.storage.MemoryBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A content store in memory with a collector, and short words for what tests do with it.
final class GcFixture implements AutoCloseable {
    static final Repository APP = Repository.parse("team/app");
    static final Duration GRACE = Duration.ofHours(1);
    static final Duration TRASH = Duration.ofDays(1);
    /// Enough for one review to become due.
    static final Duration PAST_GRACE = GRACE.plus(Touch.INTERVAL).plusMillis(1);

    static final GcSettings SETTINGS =
            new GcSettings(GRACE, null, TRASH, Duration.ofHours(6), 1_000, Duration.ofDays(1), false);
    static final GcSettings UNTAGGED_TOO =
            new GcSettings(GRACE, Duration.ZERO, TRASH, Duration.ofHours(6), 1_000, Duration.ofDays(1), false);

    final MemoryBlobStore objects = new MemoryBlobStore(1 << 20);
    final TestContent content;
    final List<Removal> removals = new ArrayList<>();

    GcFixture(Path folder) {
        content = TestContent.with(folder, _ -> objects);
    }

    ContentStore store() {
        return content.store();
    }

    Collector collector(Pause pause) {
        return new Collector(content.metadata(), objects, store().uploads(), content.clock(), pause);
    }

    GcReport collect(GcSettings settings) {
        removals.clear();
        return collector(_ -> true).run(settings, null, removals::add);
    }

    GcReport collect() {
        return collect(SETTINGS);
    }

    GcReport collectAfterGrace() {
        content.pass(PAST_GRACE);
        return collect();
    }

    /// Until nothing that was pushed before is left to decide, and the trash is empty.
    void settle(GcSettings settings) {
        for (int i = 0; i < 6; i++) {
            content.pass(PAST_GRACE);
            collect(settings);
        }
        content.pass(TRASH.plusMillis(1));
        collect(settings);
    }

    /// A queue between whose listing and deciding a client does something.
    private record Interrupted<K>(Run.Queue<K> queue, Runnable client) implements Run.Queue<K> {
        @Override
        public List<K> page(Session session, @Nullable K after, int limit) throws SQLException {
            List<K> page = queue.page(session, after, limit);
            client.run();
            return page;
        }

        @Override
        public List<Removal> settle(Session session, K item) throws SQLException {
            return queue.settle(session, item);
        }
    }

    <K> Tally collectInterrupted(Run.Queue<K> queue, Runnable client) {
        Run run = new Run(content.metadata(), _ -> true, SETTINGS, Run.Times.at(content.now()), _ -> {});
        run.through(new Interrupted<>(queue, client));
        return run.removals();
    }

    Trash trash() {
        return new Trash(content.metadata(), content.clock());
    }

    Digest blob(String text) throws IOException {
        return content.push(APP.name(), text);
    }

    /// Pushes the blob, and an image that has it as its config.
    Digest image(String text, String... tags) throws IOException {
        blob(text);
        return push(imageOf(text, null, tags));
    }

    Digest referrer(String text, Digest subject, String... tags) throws IOException {
        blob(text);
        return push(imageOf(text, subject, tags));
    }

    Digest index(List<Digest> children, String... tags) {
        return push(indexOf(children, tags));
    }

    Digest push(NewManifest manifest) {
        store().manifests().push(APP, manifest);
        return manifest.digest();
    }

    static NewManifest imageOf(String blob, @Nullable Digest subject, String... tags) {
        String link = subject == null ? "" : ",\"subject\":" + descriptor(MediaTypes.OCI_MANIFEST, subject, 9);
        return manifest(
                """
                {"schemaVersion":2,"mediaType":"%s","config":%s%s}""".formatted(
                                MediaTypes.OCI_MANIFEST,
                                descriptor(
                                        "application/x",
                                        Digest.sha256(TestContent.bytes(blob)),
                                        TestContent.bytes(blob).length),
                                link),
                tags);
    }

    NewManifest indexOf(List<Digest> children, String... tags) {
        String list = children.stream()
                .map(child ->
                        descriptor(MediaTypes.OCI_MANIFEST, child, sizeOf(child).orElse(7L)))
                .collect(Collectors.joining(","));
        return manifest("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}""".formatted(MediaTypes.OCI_INDEX, list), tags);
    }

    private static NewManifest manifest(String json, String... tags) {
        byte[] bytes = TestContent.bytes(json);
        return new NewManifest(
                Digest.sha256(bytes),
                Manifest.parse(bytes, null),
                bytes,
                Stream.of(tags).map(Tag::new).toList());
    }

    private static String descriptor(String type, Digest digest, long size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
    }

    private Optional<Long> sizeOf(Digest manifest) {
        return content.metadata().read(session -> {
            Optional<Long> repo = RepoTable.find(session, APP);
            return repo.isEmpty() ? Optional.empty() : ManifestTable.size(session, repo.get(), manifest);
        });
    }

    /// Looks without telling anybody, so that no review is put off.
    boolean hasManifest(Digest digest) {
        return sizeOf(digest).isPresent();
    }

    boolean hasBlob(Repository repository, Digest digest) {
        return content.metadata().read(session -> {
            Optional<Long> repo = RepoTable.find(session, repository);
            return repo.isPresent() && BlobTable.isIn(session, repo.get(), digest);
        });
    }

    boolean hasBlob(Digest digest) {
        return hasBlob(APP, digest);
    }

    Map<String, Digest> tags() {
        Map<String, Digest> found = new HashMap<>();
        for (String name : store().tags().list(APP, "", 1_000).orElse(List.of())) {
            Optional<Digest> digest = content.metadata().read(session -> {
                Optional<Long> repo = RepoTable.find(session, APP);
                return repo.isEmpty() ? Optional.empty() : TagTable.find(session, repo.get(), new Tag(name));
            });
            found.put(name, digest.orElseThrow());
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
