package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.oci.MediaTypes;
import dev.roadstead.registry.http.HttpLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 70: clients that each make the registry hold as much as one may, all together more than it has.
class HeldMemoryTest {
    private static final int CLIENTS = 24;
    private static final int SPACES = 3_900_000;

    private final List<Wire> wires = new ArrayList<>();
    private AttackedRegistry registry;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        registry = new AttackedRegistry(folder, HttpLimits.DEFAULT, AttackedRegistry.OPEN).withImage();
    }

    @AfterEach
    void stop() throws Exception {
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

    private static String large() {
        return """
                {"schemaVersion":2,"mediaType":"%s","manifests":[]%s}""".formatted(MediaTypes.OCI_INDEX, " ".repeat(SPACES));
    }

    @Test
    void answersThatNobodyReadsKeepNobodyOut() throws Exception {
        assertThat(registry.put("large/one", "latest", large()).status()).isEqualTo(201);
        for (int i = 0; i < CLIENTS; i++) {
            connect().send("GET /v2/large/one/manifests/latest HTTP/1.1\r\nHost: a\r\n\r\n");
        }

        registry.serves();
        await().untilAsserted(() -> assertThat(
                        registry.get("/v2/large/one/manifests/latest").status())
                .isEqualTo(200));
    }

    @Test
    void bodiesThatDoNotEndKeepNobodyOut() throws Exception {
        byte[] body = large().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < CLIENTS; i++) {
            connect()
                    .send(
                            "PUT /v2/large/one/manifests/t%d HTTP/1.1\r\nHost: a\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                                    .formatted(i, MediaTypes.OCI_INDEX, body.length + 1))
                    .sendWhatIsTaken(body, 1);
        }

        registry.serves();
        await().untilAsserted(() -> assertThat(
                        registry.put("large/one", "latest", large()).status())
                .isEqualTo(201));
    }

    @Test
    void whoComesWhenThereIsNoneIsToldToComeAgain() throws Exception {
        assertThat(registry.put("large/one", "latest", large()).status()).isEqualTo(201);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            connect().send("GET /v2/large/one/manifests/latest HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        for (Wire wire : wires) {
            try {
                answers.add(wire.answer());
            } catch (IOException e) {
                // Cut, as one of those who held theirs for longest.
                assertThat(e).isNotNull();
            }
        }

        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    answer.isARefusal(429, "TOOMANYREQUESTS");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                });
        assertThat(answers).filteredOn(answer -> answer.status() == 200).isNotEmpty();
    }
}
