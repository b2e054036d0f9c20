package dev.roadstead.e2e.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The writes that an API server tells in its audit log. It writes a line before it ends its answer, so that a client
/// finds there whatever it was answered.
final class AuditLog {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern MANAGER = Pattern.compile("[?&]fieldManager=([^&]*)");
    private static final Pattern DRY_RUN = Pattern.compile("[?&]dryRun=All");
    private static final String POLICY = """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived, ResponseStarted]
            rules:
            - {level: Metadata, verbs: [create, update, patch, delete, deletecollection]}
            - {level: None}
            """;

    private final Path policy;
    private final Path file;
    /// Guarded by this.
    private final List<AuditedWrite> seen = new ArrayList<>();
    /// Up to where the file was read. Guarded by this.
    private long offset;

    AuditLog(Path folder) throws IOException {
        policy = Files.writeString(folder.resolve("audit-policy.yaml"), POLICY);
        file = folder.resolve("audit.log");
    }

    List<String> flags() {
        return List.of(
                "--audit-policy-file=" + policy,
                "--audit-log-path=" + file,
                "--audit-log-mode=blocking",
                "--audit-log-maxsize=1024");
    }

    /// Every accepted write so far, in order.
    synchronized List<AuditedWrite> writes() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(offset);
            byte[] fresh = new byte[(int) (log.length() - offset)];
            log.readFully(fresh);
            int end = lastLineEnd(fresh);
            for (String line :
                    new String(fresh, 0, end, StandardCharsets.UTF_8).lines().toList()) {
                add(JSON.readTree(line));
            }
            offset += end;
            return List.copyOf(seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void add(JsonNode event) {
        String uri = event.path("requestURI").asText();
        if (event.at("/responseStatus/code").asInt() < 300
                && !DRY_RUN.matcher(uri).find()) {
            seen.add(write(event, uri));
        }
    }

    private static AuditedWrite write(JsonNode event, String uri) {
        JsonNode object = event.path("objectRef");
        Matcher named = MANAGER.matcher(uri);
        return new AuditedWrite(
                event.at("/user/username").asText(),
                event.path("verb").asText(),
                object.path("apiGroup").asText(),
                object.path("resource").asText(),
                object.path("namespace").asText(),
                object.path("name").asText(),
                object.path("subresource").asText(),
                named.find()
                        ? URLDecoder.decode(named.group(1), StandardCharsets.UTF_8)
                        : event.path("userAgent").asText().replaceFirst("/.*", ""));
    }
}
