package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a client asks before it knows anything, and the small APIs that controllers lean on.
abstract class DiscoveryBehaviours extends ApiSuite {

    @Test
    void saysItsVersion() {
        Answer version = api.get("/version");

        assertThat(version.text("/major")).isEqualTo("1");
        assertThat(version.text("/gitVersion")).matches("v1\\.[0-9]+.*");
    }

    @Test
    void saysThatItIsWell() {
        for (String path : List.of("/healthz", "/livez", "/readyz")) {
            assertThat(api.get(path).code()).isEqualTo(200);
        }
    }

    @Test
    void listsGroupsAndVersions() {
        assertThat(api.get("/api").body().path("versions").toString()).contains("v1");
        Answer groups = api.get("/apis");

        assertThat(groups.text("/kind")).isEqualTo("APIGroupList");
        assertThat(groups.body().path("groups").findValuesAsText("name"))
                .contains("apps", "apiextensions.k8s.io", "coordination.k8s.io", "roadstead.dev");
        assertThat(api.get("/apis/roadstead.dev").text("/preferredVersion/groupVersion"))
                .isEqualTo("roadstead.dev/v1alpha1");
    }

    @Test
    void listsEverythingAtOnce() {
        Answer all = api.get("/apis", "application/json;v=v2;g=apidiscovery.k8s.io;as=APIGroupDiscoveryList");

        assertThat(all.text("/kind")).isEqualTo("APIGroupDiscoveryList");
        assertThat(all.text("/apiVersion")).isEqualTo("apidiscovery.k8s.io/v2");
        assertThat(all.headers().firstValue("Content-Type").orElseThrow()).contains("as=APIGroupDiscoveryList");
        assertThat(all.body().findValuesAsText("resource")).contains("deployments", "registries");
    }

    @Test
    void describesTheResourcesOfAGroup() {
        JsonNode resources = api.get("/apis/roadstead.dev/v1alpha1").object().path("resources");

        JsonNode registry = named(resources, "registries");
        assertThat(registry.path("kind").asText()).isEqualTo("Registry");
        assertThat(registry.path("singularName").asText()).isEqualTo("registry");
        assertThat(registry.path("namespaced").asBoolean()).isTrue();
        assertThat(registry.path("shortNames").toString()).contains("reg");
        assertThat(registry.path("categories").toString()).contains("roadstead");
        assertThat(registry.path("verbs").toString())
                .contains("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        assertThat(named(resources, "registries/status").path("kind").asText()).isEqualTo("Registry");
        assertThat(named(resources, "registries/scale").path("kind").asText()).isEqualTo("Scale");
        assertThat(named(resources, "nodemirrors").path("namespaced").asBoolean())
                .isFalse();
    }

    private static JsonNode named(JsonNode resources, String name) {
        for (JsonNode resource : resources) {
            if (resource.path("name").asText().equals(name)) {
                return resource;
            }
        }
        throw new AssertionError("no resource " + name + " in " + resources);
    }

    @Test
    void describesSchemasAsOpenApi() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(openApiPaths().has("apis/roadstead.dev/v1alpha1"))
                        .isTrue());
        JsonNode paths = openApiPaths();
        String url =
                paths.at("/apis~1roadstead.dev~1v1alpha1/serverRelativeURL").asText();
        JsonNode document = api.get(url).object();

        assertThat(url).startsWith("/openapi/v3/apis/roadstead.dev/v1alpha1?hash=");
        JsonNode registry = document.at("/components/schemas/dev.roadstead.v1alpha1.Registry");
        assertThat(registry.path("x-kubernetes-group-version-kind").toString()).contains("\"Registry\"");
        assertThat(registry.at("/properties/spec/properties/host/description").asText())
                .isNotEmpty();
        assertThat(document.path("paths").has("/apis/roadstead.dev/v1alpha1/namespaces/{namespace}/registries/{name}"))
                .isTrue();
        assertThat(paths.has("api/v1")).isTrue();
    }

    private JsonNode openApiPaths() {
        return api.get("/openapi/v3").object().path("paths");
    }

    @Test
    void refusesAnUnknownToken() {
        Answer refused = api.send("GET", "/api/v1/namespaces", null, Map.of("Authorization", "Bearer nobody"));

        assertThat(refused.code()).isEqualTo(401);
        assertThat(refused.reason()).isEqualTo("Unauthorized");
        assertThat(refused.text("/kind")).isEqualTo("Status");
    }

    @Test
    void saysWhoOneIsAndWhatOneMay() {
        Answer self = api.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        Answer may = api.post(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "{spec: {resourceAttributes: {verb: create, resource: configmaps, namespace: " + namespace + "}}}");

        assertThat(self.text("/status/userInfo/username")).isNotEmpty();
        assertThat(may.body().at("/status/allowed").asBoolean()).isTrue();
    }

    @Test
    void leasesSettleAContest() {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
        Answer lease = api.post(leases, """
                metadata: {name: leader}
                spec: {holderIdentity: one, leaseDurationSeconds: 15, acquireTime: '2026-01-01T00:00:00.123456Z'}
                """);
        var mine = copy(lease);
        mine.withObject("/spec").put("holderIdentity", "two");
        var theirs = copy(lease);
        theirs.withObject("/spec").put("holderIdentity", "three");

        Answer won = api.put(leases + "/leader", mine);
        Answer lost = api.put(leases + "/leader", theirs);

        assertThat(lease.text("/spec/acquireTime")).isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(won.text("/spec/holderIdentity")).isEqualTo("two");
        assertThat(lost.code()).isEqualTo(409);
    }

    @Test
    void eventsHaveTwoViews() {
        api.post("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events", """
                        metadata: {name: one}
                        eventTime: '2026-01-01T00:00:00.000000Z'
                        reportingController: roadstead.dev/operator
                        reportingInstance: one
                        action: Reconcile
                        reason: Created
                        type: Normal
                        note: made it
                        regarding: {apiVersion: roadstead.dev/v1alpha1, kind: Registry, name: one, namespace: %s}
                        """.formatted(namespace))
                .object();

        Answer core = api.get("/api/v1/namespaces/" + namespace
                + "/events?fieldSelector=involvedObject.name%3Done,involvedObject.kind%3DRegistry");

        assertThat(core.text("/items/0/message")).isEqualTo("made it");
        assertThat(core.text("/items/0/involvedObject/kind")).isEqualTo("Registry");
    }
}
