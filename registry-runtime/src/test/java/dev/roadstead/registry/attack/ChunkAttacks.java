package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.course;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Row 16: what a chunk says of its place.
final class ChunkAttacks {
    private ChunkAttacks() {}

    static Stream<Attack> all() {
        return ranges().stream();
    }

    private static List<Attack> ranges() {
        List<Attack> rows = new ArrayList<>();
        List<String> malformed = List.of(
                "0",
                "5-3",
                "-1-4",
                "0-99999999999999999999",
                "bytes 0-4/*",
                "0-4/*",
                "",
                "0-4,0-4",
                "a-b",
                "0 - 4",
                "%30-4",
                "+0-4",
                "\u0660-\u0664");
        for (int i = 0; i < malformed.size(); i++) {
            String range = malformed.get(i);
            rows.add(course(
                    "16" + (char) ('a' + i),
                    "Content-Range: " + range,
                    registry ->
                            refusedChunk(registry, "Content-Range: " + range + "\r\n", 400, "BLOB_UPLOAD_INVALID")));
        }
        rows.add(course(
                "16n",
                "two Content-Ranges",
                registry -> refusedChunk(
                        registry, "Content-Range: 0-4\r\nContent-Range: 0-4\r\n", 400, "BLOB_UPLOAD_INVALID")));
        rows.add(course(
                "16o",
                "a Content-Range out of order",
                registry -> refusedChunk(registry, "Content-Range: 5-9\r\n", 416, "BLOB_UPLOAD_INVALID")));
        rows.add(course(
                "16p",
                "a Content-Range of another length",
                registry -> refusedChunk(registry, "Content-Range: 0-3\r\n", 400, "SIZE_INVALID")));
        rows.add(course("16q", "a Content-Range of 10^18 bytes without a length", registry -> {
            String upload = registry.upload("push/ed");
            registry.send(
                            "PATCH %s HTTP/1.1\r\nHost: a\r\nContent-Range: 0-999999999999999998\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    .formatted(upload))
                    .isARefusal(413, "SIZE_INVALID");
        }));
        return rows;
    }

    /// Refused, and the upload is where it was.
    private static void refusedChunk(AttackedRegistry registry, String fields, int status, String code)
            throws Exception {
        String upload = registry.upload("push/ed");
        registry.send("PATCH", upload, fields, "hello").isARefusal(status, code);
        assertThat(registry.send("PATCH", upload, "Content-Range: 0-4\r\n", "hello")
                        .header("Range"))
                .isEqualTo("0-4");
    }
}
