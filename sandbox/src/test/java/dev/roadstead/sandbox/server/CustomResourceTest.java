package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.sandbox.server.Client.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Objects of a kind that a definition describes.
class CustomResourceTest {

    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();
    private final String widgets = "/apis/example.com/v1/namespaces/" + SANDBOX.namespace() + "/widgets";

    @BeforeAll
    static void define() {
        SANDBOX.client().post(CRDS, Definitions.widgets());
    }

    @Test
    void fillsInDefaultsAndPrunesTheRest() {
        Answer created =
                client.post(widgets, "{metadata: {name: w}, spec: {colour: red, nonsense: 1}, status: {phase: x}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/spec/size")).isEqualTo("3");
        assertThat(created.body().path("spec").has("nonsense")).isFalse();
        assertThat(created.body().has("status")).isFalse();
        assertThat(created.at("/metadata/generation")).isEqualTo("1");
        assertThat(created.response().headers().firstValue("Warning"))
                .contains("299 - \"unknown field \\\"spec.nonsense\\\"\"");
    }

    @Test
    void refusesUnknownFieldsWhenStrict() {
        Answer refused = client.post(
                widgets + "?fieldValidation=Strict", "{metadata: {name: s}, spec: {colour: red, nonsense: 1}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo(
                        "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field"
                                + " \"spec.nonsense\"");
        assertThat(client.post(
                                widgets + "?fieldValidation=Ignore",
                                "{metadata: {name: i}, spec: {colour: red, nonsense: 1}}")
                        .response()
                        .headers()
                        .firstValue("Warning"))
                .isEmpty();
    }

    @Test
    void refusesAnImpossibleSpecAndNamesTheField() {
        Answer refused = client.post(widgets, "{metadata: {name: w}, spec: {colour: blue, size: 0}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.reason()).isEqualTo("Invalid");
        assertThat(refused.message())
                .startsWith("Widget.example.com \"w\" is invalid: [")
                .contains("spec.colour: Unsupported value: \"blue\"", "spec.size: Invalid value: 0");
        assertThat(client.post(widgets, "{metadata: {name: w}, spec: {}}").message())
                .contains("spec.colour: Required value");
    }

    @Test
    void holdsTransitionRules() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red, frozen: a}}");
        Answer refused = client.patch(widgets + "/w", "merge-patch+json", "{\"spec\":{\"frozen\":\"b\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("spec.frozen", "frozen is immutable");
    }

    @Test
    void needsAResourceVersionToReplace() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red}}");
        Answer refused = client.put(widgets + "/w", Client.yaml("{metadata: {name: w}, spec: {colour: green}}"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("metadata.resourceVersion", "must be specified for an update");
    }

    @Test
    void countsGenerationsAndKeepsStatusApart() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red}}");
        Answer status = client.patch(widgets + "/w/status", "merge-patch+json", "{\"status\":{\"phase\":\"Ready\"}}");
        assertThat(status.at("/metadata/generation")).isEqualTo("1");
        Answer spec = client.patch(
                widgets + "/w", "merge-patch+json", "{\"spec\":{\"size\":5},\"status\":{\"phase\":\"Bad\"}}");
        assertThat(spec.at("/metadata/generation")).isEqualTo("2");
        assertThat(spec.at("/status/phase")).isEqualTo("Ready");
        client.patch(widgets + "/w", "merge-patch+json", "{\"metadata\":{\"finalizers\":[\"example.com/x\"]}}");
        assertThat(client.delete(widgets + "/w").at("/metadata/generation")).isEqualTo("3");
    }

    @Test
    void scales() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red, replicas: 1}}");
        assertThat(client.patch(widgets + "/w/scale", "merge-patch+json", "{\"spec\":{\"replicas\":4}}")
                        .at("/spec/replicas"))
                .isEqualTo("4");
        assertThat(client.get(widgets + "/w").at("/spec/replicas")).isEqualTo("4");
    }

    @Test
    void refusesStrategicPatchesInTheServersWords() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red}}");
        Answer refused = client.patch(widgets + "/w", "strategic-merge-patch+json", "{}");
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.message())
                .isEqualTo("the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }

    @Test
    void refusesToApplyUndeclaredFields() {
        Answer refused = client.apply(
                widgets + "/w",
                "me",
                "{apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {colour: red, nonsense: 1}}");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.message()).endsWith(".spec.nonsense: field not declared in schema");
    }

    @Test
    void showsItsColumns() {
        client.post(widgets, "{metadata: {name: w}, spec: {colour: red}}");
        Answer table = client.get(widgets, "application/json;as=Table;g=meta.k8s.io;v=v1");
        assertThat(table.at("/kind")).isEqualTo("Table");
        assertThat(table.at("/columnDefinitions/1/name")).isEqualTo("Colour");
        assertThat(table.at("/rows/0/cells/0")).isEqualTo("w");
        assertThat(table.at("/rows/0/cells/1")).isEqualTo("red");
        assertThat(table.at("/rows/0/object/kind")).isEqualTo("PartialObjectMetadata");
    }

    @Test
    void documentsItself() {
        Answer index = client.get("/openapi/v3");
        String url = index.at("/paths/apis~1example.com~1v1/serverRelativeURL");
        Answer document = client.get(url);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path("components").path("schemas").toString())
                .contains("colour");
    }

    @Test
    void refusesADefinitionWithABrokenRule() {
        String broken = Definitions.widgets()
                .replace("widgets", "gadgets")
                .replace("Widget", "Gadget")
                .replace("self == oldSelf", "self ===");
        Answer refused = client.post(CRDS, broken);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("x-kubernetes-validations");
    }
}
