package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows 17, 31 and 67: clients that take their time, against a registry that has little. Each is cut, and an
/// ordinary client is served while they try.
class SlowClientsTest {
    private static final int LARGE_IN_BYTES = 32 << 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Wire> wires = new ArrayList<>();
    private AttackedRegistry registry;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        registry = new AttackedRegistry(folder, AttackedRegistry.QUICK, AttackedRegistry.OPEN).withImage();
    }

    @AfterEach
    void stop() throws Exception {
        clock.shutdownNow();
        for (Wire wire : wires) {
            wire.close();
        }
        registry.close();
    }

    private Wire connect() throws IOException {
        Wire wire = registry.connect();
        wires.add(wire);
        return wire;
    }

    /// Sends one byte again and again, each long before the last moment, until the server closes.
    private void drip(Wire wire, String text) {
        Future<?> _ = clock.scheduleAtFixedRate(
                () -> {
                    try {
                        wire.send(text);
                    } catch (IOException e) {
                        throw new IllegalStateException("closed, which ends this", e);
                    }
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
    }

    /// Row 31.
    @Test
    void cutsAHeadThatComesByteByByte() throws Exception {
        Wire wire = connect().send("GET /v2/ HTTP/1.1\r\nX: ");
        drip(wire, "x");

        registry.serves();
        assertThat(wire.isClosed()).isTrue();
        registry.serves();
    }

    /// Row 31.
    @Test
    void cutsABodyThatComesByteByByteAndKeepsWhatCame() throws Exception {
        String upload = registry.upload("slow/body");
        Wire wire = connect().send("PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
        drip(wire, "x");

        registry.serves();
        wire.answer().isARefusal(408, "BLOB_UPLOAD_INVALID");
        Answer kept = registry.get(upload);
        assertThat(kept.status()).isEqualTo(204);
        assertThat(Long.parseLong(kept.header("Range").substring(2))).isBetween(0L, 4096L);
    }

    /// Row 17.
    @Test
    void cutsABodyThatStops() throws Exception {
        String upload = registry.upload("slow/body");
        Wire wire = connect().send("PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello");

        wire.answer().isARefusal(408, "BLOB_UPLOAD_INVALID");
        assertThat(wire.isClosed()).isTrue();
        assertThat(registry.get(upload).header("Range")).isEqualTo("0-4");
        registry.serves();
    }

    /// Row 67.
    @Test
    void cutsAClientThatIsToldToContinueAndDoesNot() throws Exception {
        String upload = registry.upload("slow/body");
        Wire wire = connect()
                .send("PATCH " + upload + " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");

        assertThat(wire.answer().status()).isEqualTo(100);
        wire.answer().isARefusal(408, "BLOB_UPLOAD_INVALID");
        assertThat(wire.isClosed()).isTrue();
        registry.serves();
    }

    /// Row 31.
    @Test
    void cutsAClientThatDoesNotReadItsBlob() throws Exception {
        String blob = "\0".repeat(LARGE_IN_BYTES);
        registry.content().push("slow/reader", blob);
        String get = "GET /v2/slow/reader/blobs/%s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(Seed.digest(blob));
        Wire wire = connect().send(get);

        registry.awaitEnd(Seed.digest(blob));

        registry.serves();
        assertThat(size(wire.in())).isLessThan(LARGE_IN_BYTES);
    }

    private static long size(InputStream in) {
        long size = 0;
        try {
            for (int read = in.read(new byte[1 << 16]); read > 0; read = in.read(new byte[1 << 16])) {
                size += read;
            }
        } catch (IOException _) {
            // Cut.
        }
        return size;
    }
}
