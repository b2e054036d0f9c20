package dev.roadstead.e2e.registry;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A registry on a disk that is full, without inodes, read-only or broken, and without files to open: pushes are
/// refused
/// with the cause, pulls go on, what was acknowledged stays, and all of it ends with its cause.
@Timeout(120)
class DiskFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path work;

    private final Random random = new Random(7);
    private final Map<String, byte[]> acknowledged = new TreeMap<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path data;
    private RegistryProcess registry;
    private PushClient client;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        opened.add(resource);
        return resource;
    }

    private void start(Path folder) {
        data = folder;
        registry = closing(RegistryProcess.start(folder, work.resolve("log")));
        client = closing(new PushClient(registry.url(), "team/app"));
    }

    private byte[] bytes(int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    /// A blob and an image of it, both acknowledged.
    private byte[] push(String tag) throws IOException, InterruptedException {
        byte[] content = bytes(10_000);
        assertThat(client.push(content).statusCode()).isEqualTo(201);
        acknowledged.put("blobs/" + Digest.sha256(content), content);
        byte[] image = PushClient.image(content);
        assertThat(client.pushManifest(tag, image).statusCode()).isEqualTo(201);
        acknowledged.put("manifests/" + tag, image);
        acknowledged.put("manifests/" + Digest.sha256(image), image);
        return content;
    }

    private void assertAllIsPulled() throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> each : acknowledged.entrySet()) {
            String path = "/v2/team/app/" + each.getKey();
            assertThat(client.call("HEAD", path).statusCode()).as(path).isEqualTo(200);
            assertThat(client.call("GET", path).body()).as(path).isEqualTo(each.getValue());
        }
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String cause) {
        assertThat(answer.statusCode()).as(PushClient.text(answer)).isEqualTo(status);
        assertThat(PushClient.text(answer)).contains("\"errors\"", "\"DENIED\"", cause);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private void assertReadiness(int status, String text) throws IOException, InterruptedException {
        HttpResponse<byte[]> ready = client.call("GET", "/readyz");
        assertThat(PushClient.text(ready)).contains(text);
        assertThat(ready.statusCode()).isEqualTo(status);
    }

    private void awaitReady() {
        await().atMost(PATIENCE).untilAsserted(() -> assertReadiness(200, "ok"));
    }

    private void assertAllIsPulledAfterAKill() throws IOException, InterruptedException {
        registry.kill();
        start(data);
        assertAllIsPulled();
    }

    @Test
    void aFullDisk() throws Exception {
        ScratchFileSystem disk = closing(ScratchFileSystem.tmpfs(work, "16m", 2_000));
        start(disk.folder());
        push("before");
        byte[] content = bytes(2 << 20);
        byte[] first = Arrays.copyOf(content, 1 << 20);
        byte[] rest = Arrays.copyOfRange(content, 1 << 20, 2 << 20);
        String upload = client.start();
        assertThat(client.call("PATCH", upload, first).statusCode()).isEqualTo(202);

        disk.fill();

        assertRefused(client.call("PATCH", upload, rest), 507, "storage is full");
        assertRefused(client.push(bytes(100_000)), 507, "storage is full");
        byte[] known = acknowledged.get("manifests/before");
        for (int i = 0; i < 200; i++) {
            // Until the room that the log of the database had taken before is used up.
            HttpResponse<byte[]> answer = client.pushManifest("full" + i, known);
            if (answer.statusCode() == 507) {
                assertRefused(answer, 507, "storage is full");
                break;
            }
            assertThat(answer.statusCode()).isEqualTo(201);
            acknowledged.put("manifests/full" + i, known);
        }
        assertThat(client.range(upload)).isEqualTo("0-" + (first.length - 1));
        assertReadiness(200, "degraded: the registry's storage is full");
        assertAllIsPulled();

        disk.empty();

        assertThat(client.call("PATCH", upload, rest).statusCode()).isEqualTo(202);
        assertThat(client.finish(upload, new byte[0], Digest.sha256(content)).statusCode())
                .isEqualTo(201);
        acknowledged.put("blobs/" + Digest.sha256(content), content);
        push("after");
        awaitReady();
        assertAllIsPulled();
        assertAllIsPulledAfterAKill();
    }

    @Test
    void anUploadOutlivesAPutThatFindsNoRoom() throws Exception {
        ScratchFileSystem disk = closing(ScratchFileSystem.tmpfs(work, "16m", 2_000));
        start(disk.folder());
        push("before");
        disk.fill();
        List<String> uploads = new ArrayList<>();
        byte[] content = bytes(100_000);
        disk.empty();
        for (int i = 0; i < 100; i++) {
            uploads.add(client.start());
        }
        byte[] other = bytes(1_000);
        for (String upload : uploads) {
            assertThat(client.call("PATCH", upload, content).statusCode()).isEqualTo(202);
        }
        disk.fill();

        String refused = null;
        for (String upload : uploads) {
            HttpResponse<byte[]> answer = client.finish(upload, new byte[0], Digest.sha256(content));
            if (answer.statusCode() != 201) {
                assertRefused(answer, 507, "storage is full");
                refused = upload;
                break;
            }
            disk.fill();
        }
        assertThat(refused).as("an upload that met the full disk").isNotNull();
        assertThat(client.range(refused)).isEqualTo("0-99999");

        disk.empty();

        assertThat(client.finish(refused, new byte[0], Digest.sha256(content)).statusCode())
                .isEqualTo(201);
        assertThat(client.push(other).statusCode()).isEqualTo(201);
        acknowledged.put("blobs/" + Digest.sha256(content), content);
        assertAllIsPulledAfterAKill();
    }

    @Test
    void noInodes() throws Exception {
        ScratchFileSystem disk = closing(ScratchFileSystem.ext4(work, 32, 512));
        start(disk.folder().resolve("data"));
        push("before");

        List<Path> taken = disk.takeInodes();

        assertRefused(client.push(bytes(10_000)), 507, "storage is full");
        assertReadiness(200, "degraded: the registry's storage is full");
        assertAllIsPulled();

        for (Path file : taken) {
            Files.delete(file);
        }

        push("after");
        awaitReady();
        assertAllIsPulledAfterAKill();
    }

    /// Only a file system that nobody writes to can be remounted: the objects are on one of their own.
    @Test
    void readOnlyObjects() throws Exception {
        ScratchFileSystem disk = closing(ScratchFileSystem.ext4(work, 32, 1_024));
        Path folder = Files.createDirectory(work.resolve("data"));
        Files.createSymbolicLink(folder.resolve("objects"), disk.folder());
        start(folder);
        push("before");

        disk.remount("ro");

        assertRefused(client.push(bytes(10_000)), 503, "storage is read-only");
        assertReadiness(200, "degraded: the registry's storage is read-only");
        assertAllIsPulled();

        disk.remount("rw");

        push("after");
        awaitReady();
        assertAllIsPulledAfterAKill();
    }

    /// Neither written nor read any more.
    @Test
    void aDiskThatIsGone() throws Exception {
        ScratchFileSystem disk = closing(ScratchFileSystem.ext4(work, 32, 1_024));
        start(disk.folder().resolve("data"));
        push("before");

        disk.cutPower();

        assertRefused(client.push(bytes(10_000)), 503, "reports an I/O error");
        assertRefused(client.pushManifest("lost", acknowledged.get("manifests/before")), 503, "reports an I/O error");
        assertRefused(client.manifest("GET", "before"), 503, "reports an I/O error");
        assertReadiness(503, "reports an I/O error");

        registry.kill();
        disk.unmount();
        disk.mount();
        start(data);
        assertAllIsPulled();
        push("after");
        assertAllIsPulled();
    }

    @Test
    void aSyncThatFails() throws Exception {
        Program strace = Program.require("strace");
        ScratchFileSystem disk = closing(ScratchFileSystem.ext4(work, 32, 1_024));
        start(disk.folder().resolve("data"));
        push("before");
        byte[] content = bytes(10_000);
        String upload = client.start();

        try (TracedProcess _ =
                TracedProcess.failing(strace, registry.pid(), work.resolve("strace"), "fsync,fdatasync")) {
            assertRefused(client.push(content), 503, "reports an I/O error");
            assertRefused(
                    client.pushManifest("lost", acknowledged.get("manifests/before")), 503, "reports an I/O error");
            assertRefused(client.call("PATCH", upload, content), 503, "reports an I/O error");
            assertReadiness(503, "reports an I/O error");
            assertAllIsPulled();
        }

        awaitReady();
        assertThat(client.blob("HEAD", Digest.sha256(content)).statusCode()).isEqualTo(404);
        assertThat(client.manifest("HEAD", "lost").statusCode()).isEqualTo(404);
        assertThat(client.range(upload)).as("nothing is kept of it").isIn("no such upload", "0-0");
        push("after");
        assertThat(client.push(content).statusCode()).isEqualTo(201);
        acknowledged.put("blobs/" + Digest.sha256(content), content);
        disk.cutPower();
        registry.kill();
        disk.unmount();
        disk.mount();
        start(data);
        assertAllIsPulled();
        push("last");
    }

    @Test
    void noFilesToOpen() throws Exception {
        Program prlimit = Program.require("prlimit");
        start(work.resolve("data"));
        byte[] content = push("before");
        String pid = String.valueOf(registry.pid());

        // Classes that are loaded for the first time are files, too.
        assertAllIsPulled();
        assertThat(client.manifest("GET", "unknown").statusCode()).isEqualTo(404);

        prlimit.run(work, "--pid", pid, "--nofile=" + openFiles() + ":20000");

        assertRefused(client.push(bytes(10_000)), 503, "too many open files");
        assertThat(client.blob("HEAD", Digest.sha256(content)).statusCode()).isEqualTo(200);
        assertThat(client.manifest("GET", "before").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> blob = client.blob("GET", Digest.sha256(content));
        assertThat(blob.statusCode()).isEqualTo(503);
        assertThat(blob.headers().firstValue("Retry-After")).isPresent();
        assertReadiness(200, "degraded: the registry has too many open files");

        prlimit.run(work, "--pid", pid, "--nofile=20000:20000");

        push("after");
        awaitReady();
        assertAllIsPulledAfterAKill();
    }

    /// The limit with which no further file can be opened.
    private int openFiles() throws IOException {
        int free = 0;
        while (Files.exists(
                Path.of("/proc", String.valueOf(registry.pid()), "fd", String.valueOf(free)), NOFOLLOW_LINKS)) {
            free++;
        }
        return free;
    }
}
