package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Bodies that must not stay in memory.
final class BigBodies {
    private static final int PIECE_SIZE_IN_BYTES = 1 << 20;
    private static final String PIECE = "100000\r\n" + "\0".repeat(PIECE_SIZE_IN_BYTES) + "\r\n";
    private static final int ZEROS_IN_PIECES = 96;
    private static final long MAX_GROWTH_IN_BYTES = 24L << 20;

    private BigBodies() {}

    private static byte[] piece() {
        return PIECE.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static Wire chunked(AttackedRegistry registry, String method, String target, String fields)
            throws Exception {
        return registry.connect()
                .send("%s %s HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n%s\r\n"
                        .formatted(method, target, fields));
    }

    /// Heap and direct memory that something still needs.
    private static long neededBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    static void zeros(AttackedRegistry registry) throws Exception {
        byte[] piece = piece();
        long before = neededBytes();
        try (Wire wire = chunked(registry, "POST", "/v2/push/ed/blobs/uploads/?digest=" + Seed.HELLO_DIGEST, "")) {
            for (int i = 0; i < ZEROS_IN_PIECES; i++) {
                wire.send(piece);
            }
            assertThat(neededBytes() - before).isLessThan(MAX_GROWTH_IN_BYTES);
            wire.send("0\r\n\r\n").answer().isARefusal(400, "DIGEST_INVALID");
        }
    }

    static void endlessBlob(AttackedRegistry registry) throws Exception {
        String upload = registry.upload("push/ed");
        int allowed = (int) (AttackedRegistry.MAX_BLOB_SIZE_IN_BYTES / PIECE_SIZE_IN_BYTES);
        try (Wire wire = chunked(registry, "PATCH", upload, "")) {
            wire.sendWhatIsTaken(piece(), allowed + 1);
            wire.answer().isARefusal(413, "SIZE_INVALID");
            assertThat(wire.isClosed()).isTrue();
        }
        registry.get(upload).isARefusal(404, "BLOB_UPLOAD_UNKNOWN");
    }

    static void endlessManifest(AttackedRegistry registry) throws Exception {
        byte[] piece = piece();
        Arrays.fill(piece, 8, piece.length - 2, (byte) ' ');
        try (Wire wire = chunked(
                registry,
                "PUT",
                Seed.APP + "manifests/big",
                "Content-Type: " + dev.roadstead.oci.MediaTypes.OCI_MANIFEST + "\r\n")) {
            wire.sendWhatIsTaken(piece, 1_000);
            wire.answer().isARefusal(413, "MANIFEST_INVALID");
            assertThat(wire.isClosed()).isTrue();
        }
    }
}
