package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.registry.http.HttpLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 70, and row 31 where nobody is idle: clients take every connection there is, and keep them for longer than the
/// test waits.
class ManyConnectionsTest {
    private static final int CONNECTIONS = 40;
    private static final HttpLimits FEW = new HttpLimits(
            8 << 10, 16 << 10, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), CONNECTIONS);
    private static final String GET = "GET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n";

    private final List<Wire> wires = new ArrayList<>();
    private AttackedRegistry registry;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        registry = new AttackedRegistry(folder, FEW, AttackedRegistry.OPEN).withImage();
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

    @Test
    void servesNewClientsWhenIdleOnesTakeEveryConnection() throws Exception {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            assertThat(connect().send(GET).answer().status()).isEqualTo(200);
        }

        registry.serves();
        assertThat(wires.getFirst().isClosed()).isTrue();
        assertThat(wires.getLast().send(GET).answer().status()).isEqualTo(200);
    }

    @Test
    void servesNewClientsWhenUnfinishedHeadsTakeEveryConnection() throws Exception {
        for (int i = 0; i < 3 * CONNECTIONS; i++) {
            connect().send(i % 2 == 0 ? "GET /v2/ HTTP/1.1\r\n" : "");
        }
        // Those that are admitted later take the place of whoever came before, a good client's too.
        await().until(() -> wires.stream().filter(Wire::isClosedNow).count() >= 2 * CONNECTIONS);

        registry.serves();
    }

    @Test
    void servesNewClientsWhenFurtherUnfinishedHeadsTakeEveryConnection() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            assertThat(connect().send(GET + "GET /v2/ ").answer().status()).isEqualTo(200);
        }

        registry.serves();
    }
}
