package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadstead.sandbox.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sandbox with a folder goes on where it was.
class RestartTest {

    @TempDir
    Path folder;

    @Test
    void keepsObjectsDefinitionsTokensAndItsCertificateAuthority() throws IOException {
        String serviceAccountToken;
        String caPem;
        String uid;
        try (SandboxApiServer first = start();
                Client client = Client.admin(first)) {
            caPem = first.caPem();
            client.post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.widgets());
            uid = client.post(
                            "/apis/example.com/v1/namespaces/default/widgets",
                            "{metadata: {name: w}, spec: {colour: red}}")
                    .at("/metadata/uid");
            serviceAccountToken = client.post("/api/v1/namespaces/default/serviceaccounts/default/token", "{}")
                    .at("/status/token");
        }
        try (SandboxApiServer second = start();
                Client account = new Client(second.address(), caPem, serviceAccountToken);
                Client admin = Client.admin(second)) {
            assertThat(account.get("/apis/example.com/v1/namespaces/default/widgets/w")
                            .at("/metadata/uid"))
                    .isEqualTo(uid);
            Answer gone = admin.get("/apis/example.com/v1/widgets?watch=true&resourceVersion=3");
            assertThat(gone.at("/object/code")).isEqualTo("410");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("pki/ca.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void finishesAfterwardsWhatWasBeingDeleted() throws IOException {
        try (SandboxApiServer first = start();
                Client client = Client.admin(first)) {
            client.post("/api/v1/namespaces", "metadata: {name: going}");
            client.post(
                    "/api/v1/namespaces/going/configmaps", "metadata: {name: held, finalizers: [example.com/hold]}");
            client.delete("/api/v1/namespaces/going");
        }
        try (SandboxApiServer second = start();
                Client client = Client.admin(second)) {
            client.patch(
                    "/api/v1/namespaces/going/configmaps/held",
                    "merge-patch+json",
                    "{\"metadata\":{\"finalizers\":null}}");
            await().untilAsserted(() ->
                    assertThat(client.get("/api/v1/namespaces/going").status()).isEqualTo(404));
        }
    }

    @Test
    void leavesNoThreadBehind() throws IOException {
        SandboxApiServer server = start();
        Client client = Client.admin(server);
        Client.Watch watch = client.watch("/api/v1/namespaces?watch=true");
        assertThat(watch.next()).isEqualTo("ADDED default");
        server.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("HTTP-Dispatcher") || name.startsWith("sandbox-")));
        client.close();
    }

    private SandboxApiServer start() throws IOException {
        return SandboxApiServer.start(SandboxApiServer.Options.in(folder));
    }
}
