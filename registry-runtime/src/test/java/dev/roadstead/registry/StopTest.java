package dev.roadstead.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts the real process and stops it with SIGTERM.
class StopTest {
    @TempDir
    Path folder;

    private Process start(int telemetryPort) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--listen=127.0.0.1:0",
                "--telemetry-listen=127.0.0.1:" + telemetryPort,
                "--data=" + folder));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int status(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void endsTheRunningUploadThenExitsWithZero() throws Exception {
        int telemetry = freePort();
        Process process = start(telemetry);
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            assertThat(line).startsWith("registry listening on http://127.0.0.1:");
            int port = URI.create(line.substring("registry listening on ".length()))
                    .getPort();
            assertThat(status(port, "/readyz")).isEqualTo(200);
            assertThat(status(port, "/metrics")).isEqualTo(404);
            assertThat(status(telemetry, "/metrics")).isEqualTo(200);
            assertThat(status(telemetry, "/readyz")).isEqualTo(200);

            try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream out = upload.getOutputStream();
                String digest = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
                out.write(("POST /v2/a/blobs/uploads/?digest=" + digest
                                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nf")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                await().untilAsserted(() -> assertThat(inFlight(telemetry)).isEqualTo(1));
                process.destroy();
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(status(telemetry, "/readyz")).isEqualTo(503));
                assertThat(status(telemetry, "/healthz")).isEqualTo(200);
                out.write("oo".getBytes(StandardCharsets.US_ASCII));
                out.flush();

                String answer = new String(upload.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

                assertThat(answer).startsWith("HTTP/1.1 201 ").contains("connection: close");
            }
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int inFlight(int telemetry) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + telemetry + "/metrics");
            String text = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return (int) Double.parseDouble(text.lines()
                    .filter(line -> line.startsWith("roadstead_registry_in_flight_requests "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ")[1]);
        }
    }
}
