package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lists and watches: what informers stand on.
abstract class WatchBehaviours extends ApiSuite {

    /// Makes the server forget past revisions, where a test can order it; revision 1 is too old anywhere.
    void forgetHistory() {}

    private String listRevision() {
        return api.get(configMaps()).text("/metadata/resourceVersion");
    }

    private static List<String> names(Answer list) {
        return list.object().path("items").findValues("metadata").stream()
                .map(metadata -> metadata.path("name").asText())
                .toList();
    }

    private void label(String name, String value) {
        api.patch(configMap(name), KubeClient.MERGE, "{\"metadata\":{\"labels\":{\"app\":\"" + value + "\"}}}")
                .object();
    }

    @Test
    void continuesFromAListWithEveryChangeInOrder() throws IOException {
        stored("before", "{}");

        try (Watch watch = api.watch(configMaps() + "?resourceVersion=" + listRevision())) {
            stored("one", "{a: '1'}");
            Answer changed = api.patch(configMap("one"), KubeClient.MERGE, "{\"data\":{\"a\":\"2\"}}");
            api.delete(configMap("one")).object();

            assertThat(watch.next()).hasToString("ADDED one");
            Watch.Event modified = watch.next();
            assertThat(modified).hasToString("MODIFIED one");
            assertThat(modified.object()).isEqualTo(changed.body());
            Watch.Event deleted = watch.next();
            assertThat(deleted).hasToString("DELETED one");
            assertThat(Long.parseLong(
                            deleted.object().at("/metadata/resourceVersion").asText()))
                    .isGreaterThan(Long.parseLong(changed.resourceVersion()));
        }
    }

    @Test
    void startsWithWhatIsThereWhenNoRevisionIsGiven() throws IOException {
        stored("one", "{}");

        try (Watch watch = api.watch(configMaps())) {
            assertThat(watch.next().type()).isEqualTo("ADDED");
        }
    }

    @Test
    void showsObjectsEnterAndLeaveASelection() throws IOException {
        stored("one", "{}");

        try (Watch watch = api.watch(configMaps() + "?labelSelector=app%3Dweb&resourceVersion=" + listRevision())) {
            label("one", "web");
            label("one", "other");

            assertThat(watch.next()).hasToString("ADDED one");
            assertThat(watch.next()).hasToString("DELETED one");
        }
    }

    @Test
    void watchesOneObjectByItsName() throws IOException {
        stored("one", "{}");
        stored("two", "{}");

        try (Watch watch =
                api.watch(configMaps() + "?fieldSelector=metadata.name%3Done&resourceVersion=" + listRevision())) {
            label("two", "x");
            label("one", "x");

            assertThat(watch.next()).hasToString("MODIFIED one");
        }
    }

    @Test
    void streamsTheInitialListUpToABookmark() throws IOException {
        stored("one", "{}");

        try (Watch watch = api.watch(
                configMaps()
                        + "?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Done")) {
            assertThat(watch.nextOfAnyType()).hasToString("ADDED one");
            Watch.Event bookmark = watch.nextOfAnyType();
            assertThat(bookmark.type()).isEqualTo("BOOKMARK");
            assertThat(bookmark.object()
                            .at("/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
            assertThat(bookmark.object().at("/metadata/resourceVersion").asText())
                    .matches("[0-9]+");
            assertThat(bookmark.object().path("kind").asText()).isEqualTo("ConfigMap");
        }
    }

    @Test
    void refusesToStartFromAForgottenRevision() throws IOException {
        forgetHistory();

        try (Watch watch = api.watch(registries() + "?resourceVersion=1")) {
            Watch.Event error = watch.next();

            assertThat(watch.code()).isEqualTo(200);
            assertThat(error.type()).isEqualTo("ERROR");
            assertThat(error.object().path("code").asInt()).isEqualTo(410);
            assertThat(error.object().path("reason").asText()).isEqualTo("Expired");
            assertThat(error.object().path("kind").asText()).isEqualTo("Status");
            assertThat(error.object().path("message").asText()).contains("too old resource version");
        }
    }

    @Test
    void endsAWatchAfterItsTimeout() throws IOException {
        try (Watch watch = api.watch(configMaps() + "?timeoutSeconds=1&resourceVersion=" + listRevision())) {
            assertThat(watch.next().type()).isEqualTo("END");
        }
    }

    @Test
    void watchesAsTable() throws IOException {
        String one = configMaps() + "?fieldSelector=metadata.name%3Done&resourceVersion=" + listRevision();

        try (Watch watch = api.watch(one, KubeClient.TABLE)) {
            stored("one", "{a: '1'}");

            Watch.Event event = watch.next();
            assertThat(event.type()).isEqualTo("ADDED");
            assertThat(event.object().path("kind").asText()).isEqualTo("Table");
            assertThat(event.object().at("/rows/0/cells/0").asText()).isEqualTo("one");
        }
    }

    @Test
    void watchesCustomResources() throws IOException {
        String revision = api.get(registries()).text("/metadata/resourceVersion");

        try (Watch watch = api.watch(registries() + "?resourceVersion=" + revision)) {
            storedRegistry("one");
            api.patch(registry("one") + "/status", KubeClient.MERGE, "{\"status\":{\"url\":\"https://one\"}}")
                    .object();

            assertThat(watch.next()).hasToString("ADDED one");
            Watch.Event modified = watch.next();
            assertThat(modified).hasToString("MODIFIED one");
            assertThat(modified.object().at("/status/url").asText()).isEqualTo("https://one");
        }
    }

    @Test
    void listsCarryKindAndRevision() {
        Answer empty = api.get(configMaps() + "?labelSelector=app%3Dnobody");

        assertThat(empty.text("/kind")).isEqualTo("ConfigMapList");
        assertThat(empty.text("/metadata/resourceVersion")).matches("[0-9]+");
        assertThat(empty.body().path("items").isArray()).isTrue();
        assertThat(empty.body().path("items")).isEmpty();
    }

    @Test
    void customResourceListsCarryTheKindOfEachItem() {
        storedRegistry("one");

        Answer list = api.get(registries());

        assertThat(list.text("/kind")).isEqualTo("RegistryList");
        assertThat(list.text("/items/0/kind")).isEqualTo("Registry");
        assertThat(list.text("/items/0/apiVersion")).isEqualTo("roadstead.dev/v1alpha1");
    }

    @Test
    void pagesThroughAListAsItWas() {
        for (int i = 0; i < 5; i++) {
            api.post(configMaps(), "{metadata: {name: page-" + i + ", labels: {paged: 'yes'}}}")
                    .object();
        }
        String path = configMaps() + "?limit=2";

        Answer first = api.get(path);
        api.post(configMaps(), "{metadata: {name: page-3a}}").object();
        List<String> all = new ArrayList<>(names(first));
        JsonNode metadata = first.body().path("metadata");
        while (!metadata.path("continue").asText().isEmpty()) {
            Answer next =
                    api.get(path + "&continue=" + metadata.path("continue").asText());
            all.addAll(names(next));
            assertThat(next.text("/metadata/resourceVersion")).isEqualTo(first.text("/metadata/resourceVersion"));
            metadata = next.body().path("metadata");
        }

        assertThat(first.body().at("/metadata/remainingItemCount").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(all.stream().filter(name -> name.startsWith("page-")))
                .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    }

    @Test
    void refusesAContinueTokenThatIsNone() {
        assertThat(api.get(configMaps() + "?limit=2&continue=nonsense").code()).isEqualTo(400);
    }

    @Test
    void selectsByLabels() {
        stored("none", "{}");
        stored("web", "{}");
        stored("db", "{}");
        label("web", "web");
        label("db", "db");

        assertThat(names(api.get(configMaps() + "?labelSelector=app%3Dweb"))).containsExactly("web");
        assertThat(names(api.get(configMaps() + "?labelSelector=app"))).containsExactly("db", "web");
        assertThat(names(api.get(configMaps() + "?labelSelector=app%20in%20(web,x)")))
                .containsExactly("web");
        assertThat(names(api.get(configMaps() + "?labelSelector=app!%3Dweb,app")))
                .containsExactly("db");
        assertThat(names(api.get(configMaps() + "?labelSelector=!app")))
                .contains("none")
                .doesNotContain("web", "db");
        assertThat(names(api.get(configMaps() + "?labelSelector=app%20notin%20(web)")))
                .contains("none", "db")
                .doesNotContain("web");
    }

    @Test
    void refusesASelectorThatIsNone() {
        Answer labels = api.get(configMaps() + "?labelSelector=%3D%3D");
        Answer fields = api.get(configMaps() + "?fieldSelector=data.a%3D1");

        assertThat(labels.code()).isEqualTo(400);
        assertThat(fields.code()).isEqualTo(400);
        assertThat(fields.message()).contains("\"data.a\" is not a known field selector");
    }

    @Test
    void selectsCustomResourcesByTheirSelectableFields() {
        String path = "/apis/roadstead.dev/v1alpha1/namespaces/" + namespace + "/proxycaches";
        for (String registry : List.of("one", "two")) {
            api.post(path, """
                            apiVersion: roadstead.dev/v1alpha1
                            kind: ProxyCache
                            metadata: {name: of-%s}
                            spec: {registryRef: {name: %s}, upstream: {url: 'https://registry.example.com'}}
                            """.formatted(registry, registry)).object();
        }

        assertThat(names(api.get(path + "?fieldSelector=spec.registryRef.name%3Dtwo")))
                .containsExactly("of-two");
        Answer refused = api.get(path + "?fieldSelector=spec.nothing%3Dtwo");
        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).contains("field label not supported: spec.nothing");
    }

    @Test
    void listsAcrossNamespaces() {
        api.post(configMaps(), "{metadata: {name: one, labels: {mine: " + namespace + "}}}")
                .object();

        assertThat(names(api.get("/api/v1/configmaps?labelSelector=mine%3D" + namespace)))
                .containsExactly("one");
    }

    @Test
    void listsMetadataOnly() {
        stored("one", "{a: '1'}");

        Answer list = api.get(
                configMaps(), "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json");

        assertThat(list.text("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(list.text("/apiVersion")).isEqualTo("meta.k8s.io/v1");
        assertThat(list.body().findValue("data")).isNull();
        assertThat(list.text("/items/0/kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void readsFromTheCacheOnRequest() {
        stored("one", "{}");

        assertThat(api.get(configMaps() + "?resourceVersion=0").code()).isEqualTo(200);
        assertThat(api.get(configMaps() + "?resourceVersion=" + listRevision() + "&resourceVersionMatch=Exact")
                        .code())
                .isEqualTo(200);
        assertThat(api.get(configMaps() + "?resourceVersionMatch=Exact").code()).isEqualTo(422);
    }
}
