package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodLogTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";

    @TempDir
    Path folder;

    @Test
    void readsWhatTheRunnerWrote() throws IOException {
        Files.writeString(folder.resolve("main.log"), "one\ntwo\nthree\n");
        var options = SandboxApiServer.Options.inMemory()
                .withLogs(container ->
                        Optional.of(folder.resolve(container.name() + ".log")).filter(Files::exists));
        try (SandboxApiServer server = SandboxApiServer.start(options);
                Client client = Client.admin(server)) {
            client.post(
                    PODS,
                    "{metadata: {name: p}, spec: {containers: [{name: main, image: i}, {name: side, image: i}]}}");
            assertThat(text(client.get(PODS + "/p/log?container=main"))).isEqualTo("one\ntwo\nthree\n");
            assertThat(text(client.get(PODS + "/p/log?container=main&tailLines=2")))
                    .isEqualTo("two\nthree\n");
            assertThat(text(client.get(PODS + "/p/log?container=main&tailLines=0")))
                    .isEmpty();
            assertThat(client.get(PODS + "/p/log").message()).contains("a container name must be specified");
            assertThat(client.get(PODS + "/p/log?container=side").message()).contains("waiting to start");
        }
    }

    private static String text(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.response().body();
    }
}
