package dev.roadstead.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.store.Key;
import dev.roadstead.sandbox.store.Meta;
import dev.roadstead.sandbox.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// GET `pods/<name>/log`: a whole file, its tail, or the file as it grows.
final class LogReader {

    private static final int CHUNK = 16 * 1024;
    private static final long POLL_MILLIS = 200;

    private final ObjectStore store;
    private final PodLogs logs;

    LogReader(ObjectStore store, PodLogs logs) {
        this.store = store;
        this.logs = logs;
    }

    ApiResponse read(Call call) {
        ObjectNode pod = store.get(call.key()).orElseThrow(() -> Failures.notFound(call.kind(), call.name()));
        String container = container(call, pod);
        var wanted = new PodLogs.Container(
                call.namespace(),
                call.name(),
                Meta.uid(pod),
                container,
                call.query().isTrue("previous"));
        Path file = logs.file(wanted)
                .orElseThrow(() -> Failures.badRequest("container \"" + container + "\" in pod \"" + call.name()
                        + "\" is waiting to start: no log yet"));
        long tail = call.query().number("tailLines", -1);
        boolean follow = call.query().isTrue("follow");
        return new ApiResponse.Streamed(
                200, "text/plain", Map.of(), out -> copy(file, tail, follow, out, call.key(), Meta.uid(pod)));
    }

    private static String container(Call call, ObjectNode pod) {
        List<String> names = new ArrayList<>();
        for (JsonNode container : pod.path("spec").path("containers")) {
            names.add(container.path("name").asText());
        }
        String wanted = call.query().text("container");
        if (wanted.isEmpty() && names.size() == 1) {
            return names.getFirst();
        }
        if (!names.contains(wanted)) {
            throw Failures.badRequest(
                    wanted.isEmpty()
                            ? "a container name must be specified for pod " + call.name() + ", choose one of: " + names
                            : "container " + wanted + " is not valid for pod " + call.name());
        }
        return wanted;
    }

    private void copy(Path path, long tail, boolean follow, OutputStream out, Key pod, String uid)
            throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(tail < 0 ? 0 : tailStart(file, tail));
            byte[] buffer = new byte[CHUNK];
            while (true) {
                int read = file.read(buffer);
                if (read > 0) {
                    out.write(buffer, 0, read);
                } else if (follow && isAlive(pod, uid)) {
                    out.flush();
                    Thread.sleep(POLL_MILLIS);
                } else {
                    return;
                }
            }
        }
    }

    private boolean isAlive(Key pod, String uid) {
        return !store.isClosed()
                && store.get(pod).filter(live -> Meta.uid(live).equals(uid)).isPresent();
    }

    /// Where the last `lines` lines begin.
    private static long tailStart(RandomAccessFile file, long lines) throws IOException {
        long position = file.length();
        long found = 0;
        while (position > 0) {
            file.seek(position - 1);
            if (file.read() == '\n' && position != file.length() && ++found == lines) {
                return position;
            }
            if (lines == 0) {
                return file.length();
            }
            position--;
        }
        return 0;
    }
}
