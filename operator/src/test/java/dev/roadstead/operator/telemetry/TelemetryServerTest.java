package dev.roadstead.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TelemetryServerTest {

    @Test
    void answersWhileReconciliationsKeepEveryCarrierBusy() throws Exception {
        var over = new AtomicBoolean();
        try (var server = new TelemetryServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List::of, () -> "");
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread.ofVirtual().start(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait();
                    }
                });
            }
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.address().getPort() + "/healthz"))
                    .timeout(Duration.ofSeconds(20))
                    .build();

            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        } finally {
            over.set(true);
        }
    }
}
