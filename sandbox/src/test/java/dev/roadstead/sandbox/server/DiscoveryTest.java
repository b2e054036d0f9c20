package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.server.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DiscoveryTest {

    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    @BeforeAll
    static void defineWidgets() {
        SANDBOX.client().post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definitions.widgets());
    }

    @Test
    void listsGroupsVersionsAndResources() {
        assertThat(texts(SANDBOX.client().get("/api").body().path("versions"), ""))
                .containsExactly("v1");
        assertThat(texts(SANDBOX.client().get("/apis").body().path("groups"), "name"))
                .contains("apps", "events.k8s.io", "example.com");
        assertThat(SANDBOX.client().get("/apis/apps").at("/preferredVersion/groupVersion"))
                .isEqualTo("apps/v1");
        assertThat(texts(SANDBOX.client().get("/apis/apps/v1").body().path("resources"), "name"))
                .contains("deployments", "deployments/scale", "deployments/status");
        assertThat(SANDBOX.client().get("/apis/nothing/v1").status()).isEqualTo(404);
    }

    @Test
    void showsTheNamesOfADefinition() {
        JsonNode widgets = SANDBOX.client().get("/apis/example.com/v1").body().at("/resources/0");
        assertThat(widgets.path("kind").asText()).isEqualTo("Widget");
        assertThat(texts(widgets.path("shortNames"), "")).containsExactly("wi");
        assertThat(texts(widgets.path("categories"), "")).containsExactly("all", "toys");
    }

    @Test
    void answersInOneDocumentWhenAsked() {
        Answer apis = SANDBOX.client().get("/apis", AGGREGATED + ",application/json");
        assertThat(apis.response().headers().firstValue("Content-Type")).contains(AGGREGATED);
        assertThat(texts(apis.body().path("items"), "metadata/name")).contains("apps", "example.com");
        Answer api = SANDBOX.client().get("/api", AGGREGATED);
        assertThat(texts(api.body().at("/items/0/versions/0/resources"), "resource"))
                .contains("pods", "services");
    }

    @Test
    void establishesADefinition() {
        Answer crd =
                SANDBOX.client().get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com");
        assertThat(texts(crd.body().at("/status/conditions"), "type")).containsExactly("NamesAccepted", "Established");
        assertThat(texts(crd.body().at("/status/conditions"), "status")).containsOnly("True");
        assertThat(crd.at("/spec/names/listKind")).isEqualTo("WidgetList");
    }

    @Test
    void refusesADefinitionWhoseNameIsNotItsPluralAndGroup() {
        Answer refused = SANDBOX.client()
                .post(
                        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                        Definitions.widgets().replace("widgets.example.com", "other.example.com"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("metadata.name", "must be spec.names.plural+\".\"+spec.group");
    }

    @Test
    void selectsByTheFieldsOfADefinition() {
        String namespace = SANDBOX.namespace();
        String widgets = "/apis/example.com/v1/namespaces/" + namespace + "/widgets";
        SANDBOX.client().post(widgets, "{metadata: {name: a}, spec: {colour: red}}");
        SANDBOX.client().post(widgets, "{metadata: {name: b}, spec: {colour: green}}");
        Answer red = SANDBOX.client().get(widgets + "?fieldSelector=spec.colour%3Dred");
        assertThat(texts(red.body().path("items"), "metadata/name")).containsExactly("a");
        assertThat(SANDBOX.client()
                        .get(widgets + "?fieldSelector=spec.size%3D3")
                        .message())
                .isEqualTo("field label not supported: spec.size");
    }

    private static List<String> texts(JsonNode array, String path) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add((path.isEmpty() ? item : item.at("/" + path)).asText()));
        return texts;
    }
}
