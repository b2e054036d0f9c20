package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.server.Client.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Create, read, update, delete of single objects, and the words of refusals.
class ObjectsTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private final Client client = SANDBOX.client();

    @Test
    void givesANewObjectItsIdentity() {
        String configMaps = SANDBOX.core(SANDBOX.namespace(), "configmaps");
        Answer created = client.post(configMaps, "{metadata: {generateName: made-}, data: {a: b}}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.at("/metadata/name")).matches("made-[a-z0-9]{5}");
        assertThat(created.at("/metadata/uid")).hasSize(36);
        assertThat(created.at("/metadata/creationTimestamp")).endsWith("Z");
        assertThat(created.at("/metadata/resourceVersion")).matches("\\d+");
        assertThat(created.at("/kind")).isEqualTo("ConfigMap");
    }

    @Test
    void refusesASecondObjectOfTheSameName() {
        String namespace = SANDBOX.namespace();
        SANDBOX.configMap(namespace, "one", "a");
        Answer again = client.post(SANDBOX.core(namespace, "configmaps"), "metadata: {name: one}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.reason()).isEqualTo("AlreadyExists");
        assertThat(again.message()).isEqualTo("configmaps \"one\" already exists");
    }

    @Test
    void saysWhatIsNotFound() {
        Answer pod = client.get("/apis/apps/v1/namespaces/default/deployments/nothing");
        assertThat(pod.status()).isEqualTo(404);
        assertThat(pod.message()).isEqualTo("deployments.apps \"nothing\" not found");
        assertThat(pod.at("/details/group")).isEqualTo("apps");
        assertThat(client.post("/api/v1/namespaces/nowhere/configmaps", "metadata: {name: a}")
                        .message())
                .isEqualTo("namespaces \"nowhere\" not found");
        assertThat(client.get("/apis/unknown.example/v1/things").message())
                .isEqualTo("the server could not find the requested resource");
    }

    @Test
    void refusesBadNamesAndLabels() {
        String configMaps = SANDBOX.core(SANDBOX.namespace(), "configmaps");
        Answer name = client.post(configMaps, "metadata: {name: Not_Good}");
        assertThat(name.status()).isEqualTo(422);
        assertThat(name.message())
                .startsWith("ConfigMap \"Not_Good\" is invalid: metadata.name: Invalid value: \"Not_Good\": a lowercase"
                        + " RFC 1123 subdomain must consist of");
        assertThat(name.at("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(name.at("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
        assertThat(client.post(configMaps, "metadata: {name: good, labels: {a: '-'}}")
                        .message())
                .contains("metadata.labels");
        assertThat(client.post(configMaps, "metadata: {}").message()).contains("name or generateName is required");
    }

    @Test
    void refusesABodyOfAnotherKindOrNamespace() {
        String configMaps = SANDBOX.core(SANDBOX.namespace(), "configmaps");
        assertThat(client.post(configMaps, "{apiVersion: v1, kind: Secret, metadata: {name: a}}")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(configMaps, "metadata: {name: a, namespace: other}")
                        .message())
                .contains("does not match the namespace sent on the request");
        assertThat(client.send("POST", configMaps, "application/json", "{", "").status())
                .isEqualTo(400);
        assertThat(client.send("POST", configMaps, "text/plain", "{}", "").status())
                .isEqualTo(415);
    }

    @Test
    void locksUpdatesOptimistically() {
        String path = SANDBOX.configMap(SANDBOX.namespace(), "one", "a");
        ObjectNode read = (ObjectNode) client.get(path).body();
        ((ObjectNode) read.get("data")).put("key", "b");
        Answer first = client.put(path, read);
        assertThat(first.status()).isEqualTo(200);
        Answer second = client.put(path, read);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.message())
                .isEqualTo("Operation cannot be fulfilled on configmaps \"one\": the object has been modified; please"
                        + " apply your changes to the latest version and try again");
    }

    @Test
    void keepsTheResourceVersionWhenNothingChanges() {
        String path = SANDBOX.configMap(SANDBOX.namespace(), "one", "a");
        Answer read = client.get(path);
        assertThat(client.put(path, read.body()).at("/metadata/resourceVersion"))
                .isEqualTo(read.at("/metadata/resourceVersion"));
        assertThat(client.patch(path, "merge-patch+json", "{\"data\":{\"key\":\"a\"}}")
                        .at("/metadata/resourceVersion"))
                .isEqualTo(read.at("/metadata/resourceVersion"));
    }

    @Test
    void persistsNothingOnDryRun() {
        String namespace = SANDBOX.namespace();
        String configMaps = SANDBOX.core(namespace, "configmaps");
        assertThat(client.post(configMaps + "?dryRun=All", "metadata: {name: dry}")
                        .status())
                .isEqualTo(201);
        assertThat(client.get(configMaps + "/dry").status()).isEqualTo(404);
        String path = SANDBOX.configMap(namespace, "wet", "a");
        assertThat(client.patch(path + "?dryRun=All", "merge-patch+json", "{\"data\":{\"key\":\"b\"}}")
                        .at("/data/key"))
                .isEqualTo("b");
        assertThat(client.delete(path + "?dryRun=All").status()).isEqualTo(200);
        assertThat(client.get(path).at("/data/key")).isEqualTo("a");
    }

    @Test
    void mergesStringDataOfSecrets() {
        Answer secret =
                client.post(SANDBOX.core(SANDBOX.namespace(), "secrets"), "{metadata: {name: s}, stringData: {a: b}}");
        assertThat(secret.at("/data/a")).isEqualTo("Yg==");
        assertThat(secret.body().has("stringData")).isFalse();
        assertThat(secret.at("/type")).isEqualTo("Opaque");
    }

    @Test
    void keepsImmutableDataAsItIs() {
        String namespace = SANDBOX.namespace();
        client.post(SANDBOX.core(namespace, "configmaps"), "{metadata: {name: frozen}, immutable: true, data: {a: b}}");
        Answer patched = client.patch(
                SANDBOX.core(namespace, "configmaps") + "/frozen", "merge-patch+json", "{\"data\":{\"a\":\"c\"}}");
        assertThat(patched.status()).isEqualTo(422);
        assertThat(patched.message()).contains("data: Forbidden: field is immutable when `immutable` is set");
    }

    @Test
    void givesServicesAnAddressThatStays() {
        String namespace = SANDBOX.namespace();
        String services = SANDBOX.core(namespace, "services");
        Answer created = client.post(services, "{metadata: {name: s}, spec: {ports: [{port: 80}]}}");
        assertThat(created.at("/spec/clusterIP")).startsWith("127.96.");
        assertThat(created.at("/spec/ports/0/targetPort")).isEqualTo("80");
        assertThat(created.at("/spec/ports/0/protocol")).isEqualTo("TCP");
        Answer put = client.put(services + "/s", Client.yaml("{metadata: {name: s}, spec: {ports: [{port: 81}]}}"));
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.at("/spec/clusterIP")).isEqualTo(created.at("/spec/clusterIP"));
        Answer headless = client.post(services, "{metadata: {name: h}, spec: {clusterIP: None, ports: [{port: 80}]}}");
        assertThat(headless.at("/spec/clusterIP")).isEqualTo("None");
    }

    @Test
    void refusesWorkloadsWhoseSelectorMissesTheirPods() {
        Answer refused = client.post(SANDBOX.apps(SANDBOX.namespace(), "deployments"), """
                metadata: {name: d}
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: b}}, spec: {containers: [{name: c, image: i}]}}
                """);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo("Deployment.apps \"d\" is invalid: spec.template.metadata.labels: Invalid value:"
                        + " {\"app\":\"b\"}: `selector` does not match template `labels`");
    }

    @Test
    void readsBodiesAsATypedServerDoes() {
        String deployments = SANDBOX.apps(SANDBOX.namespace(), "deployments");
        Answer mistyped = client.post(deployments, deployment().replace("selector:", "replicas: many\n  selector:"));
        assertThat(mistyped.status()).isEqualTo(400);
        assertThat(mistyped.message())
                .isEqualTo(
                        "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal string"
                                + " into Go struct field DeploymentSpec.spec.replicas of type int32");
        String unknown = deployment().replace("name: c,", "name: c, nonsense: 1,");
        assertThat(client.post(deployments + "?fieldValidation=Strict", unknown).message())
                .isEqualTo(
                        "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown"
                                + " field \"spec.template.spec.containers[0].nonsense\"");
        Answer warned = client.post(deployments, unknown);
        assertThat(warned.status()).isEqualTo(201);
        assertThat(warned.response().headers().firstValue("Warning"))
                .contains("299 - \"unknown field \\\"spec.template.spec.containers[0].nonsense\\\"\"");
        assertThat(warned.body().at("/spec/template/spec/containers/0").has("nonsense"))
                .isFalse();
    }

    @Test
    void refusesForbiddenStatefulSetUpdates() {
        String namespace = SANDBOX.namespace();
        String path = SANDBOX.apps(namespace, "statefulsets");
        client.post(path, """
                metadata: {name: s}
                spec:
                  serviceName: s
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
                """);
        Answer refused = client.patch(path + "/s", "merge-patch+json", "{\"spec\":{\"serviceName\":\"other\"}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .startsWith("StatefulSet.apps \"s\" is invalid: spec: Forbidden: updates to statefulset spec for fields"
                        + " other than 'replicas'");
    }

    @Test
    void countsGenerationsOnSpecChangesOnly() {
        String namespace = SANDBOX.namespace();
        String path = SANDBOX.apps(namespace, "deployments");
        client.post(path, deployment());
        Answer labelled = client.patch(path + "/d", "merge-patch+json", "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");
        assertThat(labelled.at("/metadata/generation")).isEqualTo("1");
        Answer status = client.patch(
                path + "/d/status", "merge-patch+json", "{\"status\":{\"replicas\":1},\"spec\":{\"replicas\":9}}");
        assertThat(status.at("/metadata/generation")).isEqualTo("1");
        assertThat(status.at("/spec/replicas")).isEqualTo("1");
        assertThat(status.at("/status/replicas")).isEqualTo("1");
        Answer scaled = client.patch(
                path + "/d", "merge-patch+json", "{\"spec\":{\"replicas\":3},\"status\":{\"replicas\":7}}");
        assertThat(scaled.at("/metadata/generation")).isEqualTo("2");
        assertThat(scaled.at("/status/replicas")).isEqualTo("1");
    }

    @Test
    void scalesThroughItsSubresource() {
        String path = SANDBOX.apps(SANDBOX.namespace(), "deployments");
        client.post(path, deployment());
        Answer scale = client.get(path + "/d/scale");
        assertThat(scale.at("/kind")).isEqualTo("Scale");
        assertThat(scale.at("/status/selector")).isEqualTo("app=a");
        ObjectNode wish = (ObjectNode) scale.body();
        ((ObjectNode) wish.get("spec")).put("replicas", 4);
        assertThat(client.put(path + "/d/scale", wish).at("/spec/replicas")).isEqualTo("4");
        assertThat(client.patch(path + "/d/scale", "merge-patch+json", "{\"spec\":{\"replicas\":0}}")
                        .at("/spec/replicas"))
                .isEqualTo("0");
        assertThat(client.get(path + "/d").at("/spec/replicas")).isEqualTo("0");
    }

    @Test
    void honoursDeletePreconditions() {
        String path = SANDBOX.configMap(SANDBOX.namespace(), "one", "a");
        Answer refused = client.delete(path, "{\"preconditions\":{\"uid\":\"other\"}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("Precondition failed: UID in precondition: other, UID in object meta:");
        String uid = client.get(path).at("/metadata/uid");
        Answer deleted = client.delete(path, "{\"preconditions\":{\"uid\":\"" + uid + "\"}}");
        assertThat(deleted.at("/status")).isEqualTo("Success");
        assertThat(deleted.at("/details/uid")).isEqualTo(uid);
    }

    @Test
    void waitsForFinalizers() {
        String namespace = SANDBOX.namespace();
        String path = SANDBOX.core(namespace, "configmaps") + "/held";
        client.post(SANDBOX.core(namespace, "configmaps"), "metadata: {name: held, finalizers: [example.com/a]}");
        Answer deleting = client.delete(path);
        assertThat(deleting.at("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(client.patch(
                                path,
                                "merge-patch+json",
                                "{\"metadata\":{\"finalizers\":[\"example.com/a\",\"example.com/b\"]}}")
                        .message())
                .contains("no new finalizers can be added if the object is being deleted");
        client.patch(path, "merge-patch+json", "{\"metadata\":{\"finalizers\":null}}");
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @Test
    void letsAPodOnANodeStopGracefully() {
        String namespace = SANDBOX.namespace();
        String pods = SANDBOX.core(namespace, "pods");
        client.post(pods, "{metadata: {name: p}, spec: {nodeName: node-1, containers: [{name: c, image: i}]}}");
        Answer deleting = client.delete(pods + "/p");
        assertThat(deleting.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("30");
        assertThat(client.get(pods + "/p").status()).isEqualTo(200);
        client.delete(pods + "/p", "{\"gracePeriodSeconds\":0}");
        assertThat(client.get(pods + "/p").status()).isEqualTo(404);
    }

    @Test
    void deletesCollectionsBySelector() {
        String namespace = SANDBOX.namespace();
        String configMaps = SANDBOX.core(namespace, "configmaps");
        client.post(configMaps, "metadata: {name: a, labels: {x: y}}");
        client.post(configMaps, "metadata: {name: b, labels: {x: z}}");
        assertThat(client.delete(configMaps + "?labelSelector=x%3Dy").at("/items/0/metadata/name"))
                .isEqualTo("a");
        assertThat(client.get(configMaps + "/a").status()).isEqualTo(404);
        assertThat(client.get(configMaps + "/b").status()).isEqualTo(200);
    }

    @Test
    void showsOneEventInBothGroups() {
        String namespace = SANDBOX.namespace();
        client.post("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events", """
                metadata: {name: e}
                regarding: {kind: Pod, name: p}
                eventTime: '2026-01-01T00:00:00.000000Z'
                reportingController: example.com/test
                reportingInstance: one
                action: Test
                note: hello
                reason: Tested
                type: Normal
                """);
        Answer core =
                client.get(SANDBOX.core(namespace, "events") + "?fieldSelector=involvedObject.name%3Dp,type%3DNormal");
        assertThat(core.at("/items/0/message")).isEqualTo("hello");
        assertThat(core.at("/items/0/apiVersion")).isEqualTo("v1");
        Answer again = client.get("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events/e");
        assertThat(again.at("/regarding/name")).isEqualTo("p");
        assertThat(again.at("/apiVersion")).isEqualTo("events.k8s.io/v1");
    }

    @Test
    void logsEveryWrite() {
        String namespace = SANDBOX.namespace();
        SANDBOX.server().writeLog().clear();
        String path = SANDBOX.configMap(namespace, "one", "a");
        client.patch(path + "?fieldManager=me", "merge-patch+json", "{\"data\":{\"key\":\"a\"}}");
        client.delete(path);
        assertThat(SANDBOX.server().writeLog().requests())
                .extracting(write -> write.verb() + " " + write.name() + " " + write.manager() + " " + write.changed())
                .containsExactly("create one test true", "patch one me false", "delete one test true");
        assertThat(SANDBOX.server().writeLog().changes()).hasSize(2);
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        String configMaps = SANDBOX.core(SANDBOX.namespace(), "configmaps");
        Answer refused = client.send("POST", configMaps, "application/json", " ".repeat(3 * 1024 * 1024 + 1), "");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.reason()).isEqualTo("RequestEntityTooLarge");
    }

    @Test
    void refusesWhatItDoesNotImitate() {
        String pods = SANDBOX.core(SANDBOX.namespace(), "pods");
        Answer exec = client.post(pods + "/p/exec", "{}");
        assertThat(exec.status()).isEqualTo(501);
        assertThat(exec.message()).isEqualTo("the sandbox does not imitate pods/exec; use a real cluster for it");
    }

    private static String deployment() {
        return """
                metadata: {name: d}
                spec:
                  selector: {matchLabels: {app: a}}
                  template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}
                """;
    }
}
