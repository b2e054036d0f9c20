package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.api.Faults;
import dev.roadstead.sandbox.server.Client.Answer;
import dev.roadstead.sandbox.server.Client.Watch;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WatchTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();
    private final String namespace = SANDBOX.namespace();
    private final String configMaps = SANDBOX.core(namespace, "configmaps");

    @Test
    void tellsWhatHappensAfterARevision() {
        SANDBOX.configMap(namespace, "before", "a");
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        String path = SANDBOX.configMap(namespace, "one", "a");
        try (Watch watch = client.watch(configMaps + "?watch=true&resourceVersion=" + from)) {
            client.patch(path, "merge-patch+json", "{\"data\":{\"key\":\"b\"}}");
            SANDBOX.configMap(SANDBOX.namespace(), "elsewhere", "a");
            client.delete(path);
            assertThat(watch.next()).isEqualTo("ADDED one");
            JsonNode modified = watch.nextEvent();
            assertThat(modified.at("/object/data/key").asText()).isEqualTo("b");
            JsonNode deleted = watch.nextEvent();
            assertThat(deleted.path("type").asText()).isEqualTo("DELETED");
            assertThat(deleted.at("/object/metadata/resourceVersion").asLong())
                    .isGreaterThan(
                            modified.at("/object/metadata/resourceVersion").asLong());
        }
    }

    @Test
    void beginsWithWhatIsThereWithoutARevision() {
        SANDBOX.configMap(namespace, "one", "a");
        try (Watch watch = client.watch(configMaps + "?watch=1")) {
            assertThat(watch.next()).isEqualTo("ADDED kube-root-ca.crt");
            assertThat(watch.next()).isEqualTo("ADDED one");
        }
    }

    @Test
    void showsObjectsLeavingAndEnteringASelector() {
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        String path = SANDBOX.configMap(namespace, "one", "a");
        String query = "?watch=true&labelSelector=x%3Dy&resourceVersion=" + from;
        try (Watch watch = client.watch(configMaps + query)) {
            client.patch(path, "merge-patch+json", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
            assertThat(watch.next()).isEqualTo("ADDED one");
            client.patch(path, "merge-patch+json", "{\"data\":{\"key\":\"b\"}}");
            assertThat(watch.next()).isEqualTo("MODIFIED one");
            client.patch(path, "merge-patch+json", "{\"metadata\":{\"labels\":null}}");
            assertThat(watch.next()).isEqualTo("DELETED one");
        }
    }

    @Test
    void sendsBookmarksToThoseWhoAllowThem() {
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        try (Watch watch = client.watch(configMaps + "?watch=true&allowWatchBookmarks=true&resourceVersion=" + from)) {
            JsonNode bookmark = watch.nextEvent();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("ConfigMap");
            assertThat(bookmark.at("/object/metadata/resourceVersion").asLong())
                    .isGreaterThanOrEqualTo(Long.parseLong(from));
        }
    }

    @Test
    void streamsAListWhenAsked() {
        SANDBOX.configMap(namespace, "one", "a");
        String query = "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (Watch watch = client.watch(configMaps + query)) {
            assertThat(watch.next()).isEqualTo("ADDED kube-root-ca.crt");
            assertThat(watch.next()).isEqualTo("ADDED one");
            JsonNode bookmark = watch.nextEvent();
            assertThat(bookmark.path("type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
        }
        assertThat(client.get(configMaps + "?watch=true&sendInitialEvents=true").message())
                .contains("sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
    }

    @Test
    void endsAtItsTimeout() {
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        try (Watch watch = client.watch(configMaps + "?watch=true&timeoutSeconds=1&resourceVersion=" + from)) {
            assertThat(watch.next()).isEqualTo("END");
        }
    }

    @Test
    void refusesARevisionThatIsForgotten() {
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        SANDBOX.configMap(namespace, "one", "a");
        SANDBOX.server().compactHistory();
        Answer gone = client.get(configMaps + "?watch=true&resourceVersion=" + from);
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.at("/type")).isEqualTo("ERROR");
        assertThat(gone.at("/object/code")).isEqualTo("410");
        assertThat(gone.at("/object/reason")).isEqualTo("Expired");
        assertThat(gone.at("/object/message")).startsWith("too old resource version: " + from);
    }

    @Test
    void suffersInjectedFaults() {
        String from = client.get(configMaps).at("/metadata/resourceVersion");
        Faults faults = SANDBOX.server().faults();
        faults.inject(1, new Faults.Target("watch", "configmaps", "twice"), new Faults.Effect.DuplicateEvent());
        faults.inject(
                1,
                new Faults.Target("watch", "configmaps", "late"),
                new Faults.Effect.DelayEvent(Duration.ofMillis(50)));
        faults.inject(1, new Faults.Target("watch", "configmaps", "last"), new Faults.Effect.DropWatch());
        try (Watch watch = client.watch(configMaps + "?watch=true&resourceVersion=" + from)) {
            SANDBOX.configMap(namespace, "twice", "a");
            SANDBOX.configMap(namespace, "late", "a");
            SANDBOX.configMap(namespace, "last", "a");
            assertThat(watch.next()).isEqualTo("ADDED twice");
            assertThat(watch.next()).isEqualTo("ADDED twice");
            assertThat(watch.next()).isEqualTo("ADDED late");
            assertThat(watch.next()).isEqualTo("END");
        }
        assertThat(faults.pending()).isZero();
    }

    @Test
    void cutsTheConnectionAfterTheDeedWhenOrdered() {
        SANDBOX.server().faults().inject(1, Faults.Target.of("create", "configmaps"), new Faults.Effect.CutAfter());
        assertThatThrownBy(() -> client.post(configMaps, "metadata: {name: done}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.get(configMaps + "/done").status()).isEqualTo(200);
    }

    @Test
    void failsOneSubresourceAloneWhenOrdered() {
        SANDBOX.server().faults().inject(1, Faults.Target.of("get", "pods/log"), new Faults.Effect.Answer(503, 0));
        String pods = SANDBOX.core(namespace, "pods");
        assertThat(client.get(pods + "/x").status()).isEqualTo(404);
        assertThat(client.get(pods + "/x/log").status()).isEqualTo(503);
        assertThat(client.get(pods + "/x/log").status()).isEqualTo(404);
    }

    @Test
    void isSilentAsOrderedAndDoesNothing() {
        SANDBOX.server()
                .faults()
                .inject(1, Faults.Target.of("create", "configmaps"), new Faults.Effect.Silence(Duration.ofMillis(50)));
        assertThatThrownBy(() -> client.post(configMaps, "metadata: {name: unheard}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(client.get(configMaps + "/unheard").status()).isEqualTo(404);
    }

    @Test
    void endsASilenceWhenTheFaultsAreCleared() {
        Faults faults = SANDBOX.server().faults();
        faults.inject(1, Faults.Target.of("create", "configmaps"), new Faults.Effect.Silence(Duration.ofHours(1)));
        Thread asking = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> client.post(configMaps, "metadata: {name: unheard}"))
                        .isInstanceOf(UncheckedIOException.class));
        Awaitility.await().until(() -> faults.pending() == 0);
        assertThat(asking.isAlive()).isTrue();
        Awaitility.await().until(() -> {
            faults.clear();
            return !asking.isAlive();
        });
    }

    @Test
    void failsRequestsAsOrdered() {
        Faults faults = SANDBOX.server().faults();
        faults.inject(1, Faults.Target.of("get", "configmaps"), new Faults.Effect.Answer(429, 2));
        faults.inject(2, Faults.Target.of("create", "configmaps"), new Faults.Effect.Answer(500, 0));
        Answer busy = client.get(configMaps + "/x");
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.response().headers().firstValue("Retry-After")).contains("2");
        assertThat(client.post(configMaps, "metadata: {name: x}").status()).isEqualTo(500);
        assertThat(client.post(configMaps, "metadata: {name: x}").status()).isEqualTo(500);
        assertThat(client.post(configMaps, "metadata: {name: x}").status()).isEqualTo(201);
        assertThat(client.get(configMaps + "/x").status()).isEqualTo(200);
    }
}
