package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.server.Client.Answer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PatchTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();
    private final String namespace = SANDBOX.namespace();

    @Test
    void appliesJsonPatches() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        Answer patched = client.patch(
                path,
                "json-patch+json",
                "[{\"op\":\"test\",\"path\":\"/data/key\",\"value\":\"a\"},"
                        + "{\"op\":\"replace\",\"path\":\"/data/key\",\"value\":\"b\"},"
                        + "{\"op\":\"add\",\"path\":\"/data/more\",\"value\":\"c\"}]");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().path("data")).hasToString("{\"key\":\"b\",\"more\":\"c\"}");
    }

    @Test
    void refusesAJsonPatchWhoseTestFails() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        Answer refused =
                client.patch(path, "json-patch+json", "[{\"op\":\"test\",\"path\":\"/data/key\",\"value\":\"other\"}]");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).isEqualTo("the server rejected our request due to an error in our request");
        assertThat(refused.at("/details/causes/0/message")).isNotEmpty();
    }

    @Test
    void refusesABodyThatIsNoPatch() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        assertThat(client.patch(path, "merge-patch+json", "{").status()).isEqualTo(400);
        assertThat(client.patch(path, "unknown-patch+json", "{}").status()).isEqualTo(415);
    }

    @Test
    void holdsAPatchToTheResourceVersionInIt() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        Answer refused = client.patch(
                path, "merge-patch+json", "{\"metadata\":{\"resourceVersion\":\"1\"},\"data\":{\"key\":\"b\"}}");
        assertThat(refused.status()).isEqualTo(409);
    }

    @Test
    void mergesListsByKeyInStrategicPatches() {
        String path = SANDBOX.apps(namespace, "deployments");
        client.post(path, """
                metadata: {name: d}
                spec:
                  selector: {matchLabels: {app: a}}
                  template:
                    metadata: {labels: {app: a}}
                    spec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}, {name: e, image: j}]}
                """);
        Answer patched = client.patch(
                path + "/d",
                "strategic-merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"k\"}]}}}}");
        assertThat(patched.at("/spec/template/spec/containers/0/image")).isEqualTo("k");
        assertThat(patched.at("/spec/template/spec/containers/0/ports/0/containerPort"))
                .isEqualTo("80");
        assertThat(patched.at("/spec/template/spec/containers/1/image")).isEqualTo("j");
        assertThat(patched.at("/metadata/generation")).isEqualTo("2");
    }

    @Test
    void losesNoneOfManyPatchesAtOnce() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        String from = client.get(path).at("/metadata/resourceVersion");
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                String body = "{\"data\":{\"key-" + i + "\":\"x\"}}";
                writers.execute(() -> client.patch(path, "merge-patch+json", body));
            }
        }
        assertThat(client.get(path).body().path("data")).hasSize(61);
        String query = "?watch=true&fieldSelector=metadata.name%3Done&resourceVersion=" + from;
        try (Client.Watch watch = client.watch(SANDBOX.core(namespace, "configmaps") + query)) {
            long last = Long.parseLong(from);
            for (int i = 0; i < 60; i++) {
                long next =
                        watch.nextEvent().at("/object/metadata/resourceVersion").asLong();
                assertThat(next).isGreaterThan(last);
                last = next;
            }
        }
    }

    @Test
    void refusesToRenameAnObject() {
        String path = SANDBOX.configMap(namespace, "one", "a");
        Answer refused = client.patch(path, "merge-patch+json", "{\"metadata\":{\"name\":\"two\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo("the name of the object (two) does not match the name on the URL (one)");
    }
}
