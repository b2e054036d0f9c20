package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Create, read, update: identity, optimistic concurrency, validation, and the shapes of refusals.
abstract class ObjectBehaviours extends ApiSuite {

    @Test
    void createAnswersTheStoredObject() {
        Answer created = api.post(configMaps(), "{metadata: {name: one}, data: {a: '1'}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.uid()).matches("[0-9a-f-]{36}");
        assertThat(created.resourceVersion()).matches("[0-9]+");
        assertThat(created.text("/metadata/creationTimestamp")).endsWith("Z").hasSize(20);
        assertThat(created.text("/metadata/namespace")).isEqualTo(namespace);
        assertThat(created.text("/kind")).isEqualTo("ConfigMap");
        assertThat(created.text("/apiVersion")).isEqualTo("v1");
    }

    @Test
    void refusesASecondObjectOfTheSameName() {
        stored("one", "{}");

        Answer refused = api.post(configMaps(), "{metadata: {name: one}}");

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("AlreadyExists");
        assertThat(refused.message()).isEqualTo("configmaps \"one\" already exists");
        assertThat(refused.text("/kind")).isEqualTo("Status");
        assertThat(refused.text("/apiVersion")).isEqualTo("v1");
        assertThat(refused.text("/status")).isEqualTo("Failure");
        assertThat(refused.text("/details/name")).isEqualTo("one");
        assertThat(refused.text("/details/kind")).isEqualTo("configmaps");
        assertThat(refused.body().path("code").asInt()).isEqualTo(409);
    }

    @Test
    void answersNotFoundWithTheObjectsName() {
        Answer missing = api.get(configMap("none"));

        assertThat(missing.code()).isEqualTo(404);
        assertThat(missing.reason()).isEqualTo("NotFound");
        assertThat(missing.message()).isEqualTo("configmaps \"none\" not found");
        assertThat(missing.text("/details/kind")).isEqualTo("configmaps");
    }

    @Test
    void namesTheGroupOfWhatIsNotFound() {
        Answer missing = api.get(deployments() + "/none");

        assertThat(missing.message()).isEqualTo("deployments.apps \"none\" not found");
        assertThat(missing.text("/details/group")).isEqualTo("apps");
    }

    @Test
    void answersNotFoundForAnUnknownResource() {
        assertThat(api.get("/apis/nobody.example/v1/things").code()).isEqualTo(404);
        assertThat(api.get("/api/v1/namespaces/" + namespace + "/things").code())
                .isEqualTo(404);
    }

    @Test
    void refusesAnUpdateFromAnOldRevision() {
        ObjectNode old = copy(stored("one", "{a: '1'}"));
        ObjectNode changed = old.deepCopy();
        changed.withObject("/data").put("a", "2");
        api.put(configMap("one"), changed).object();

        Answer refused = api.put(configMap("one"), old);

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
        assertThat(refused.message())
                .isEqualTo("Operation cannot be fulfilled on configmaps \"one\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    void updatesWithoutRevisionUnconditionally() {
        stored("one", "{a: '1'}");

        Answer updated = api.put(configMap("one"), Yaml.parse("{metadata: {name: one}, data: {b: '2'}}"));

        assertThat(updated.code()).isEqualTo(200);
        assertThat(updated.body().path("data")).isEqualTo(Yaml.parse("{b: '2'}"));
    }

    @Test
    void keepsTheRevisionWhenAnUpdateChangesNothing() {
        Answer created = stored("one", "{a: '1'}");

        Answer updated = api.put(configMap("one"), created.body());

        assertThat(updated.resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void keepsIdentityOverUpdates() {
        Answer created = stored("one", "{a: '1'}");

        Answer updated = api.put(configMap("one"), Yaml.parse("{metadata: {name: one}, data: {a: '2'}}"));

        assertThat(updated.uid()).isEqualTo(created.uid());
        assertThat(updated.text("/metadata/creationTimestamp")).isEqualTo(created.text("/metadata/creationTimestamp"));
        assertThat(updated.resourceVersion()).isNotEqualTo(created.resourceVersion());
    }

    @Test
    void refusesAnUpdateMeantForAnotherUid() {
        stored("one", "{a: '1'}");

        Answer refused = api.put(
                configMap("one"),
                Yaml.parse("{metadata: {name: one, uid: 00000000-0000-0000-0000-000000000000}, data: {a: '2'}}"));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
    }

    @Test
    void refusesToUpdateWhatDoesNotExist() {
        assertThat(api.put(configMap("none"), Yaml.parse("{metadata: {name: none}}"))
                        .code())
                .isEqualTo(404);
    }

    @Test
    void completesGeneratedNames() {
        Answer first = api.post(configMaps(), "{metadata: {generateName: some-}}");
        Answer second = api.post(configMaps(), "{metadata: {generateName: some-}}");

        assertThat(first.name()).matches("some-[a-z0-9]{5}").isNotEqualTo(second.name());
    }

    @Test
    void refusesAnInvalidNameWithACause() {
        Answer refused = api.post(configMaps(), "{metadata: {name: Not_A_Name}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.reason()).isEqualTo("Invalid");
        assertThat(refused.message()).startsWith("ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value:");
        assertThat(refused.text("/details/kind")).isEqualTo("ConfigMap");
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
        assertThat(refused.text("/details/causes/0/field")).isEqualTo("metadata.name");
    }

    @Test
    void refusesAnObjectWithoutName() {
        Answer refused = api.post(configMaps(), "{data: {a: '1'}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("name or generateName is required");
    }

    @Test
    void refusesABodyThatContradictsTheUrl() {
        stored("one", "{}");

        Answer otherName = api.put(configMap("one"), Yaml.parse("{metadata: {name: two}}"));
        Answer otherNamespace = api.post(configMaps(), "{metadata: {name: two, namespace: elsewhere}}");

        assertThat(otherName.code()).isEqualTo(400);
        assertThat(otherName.message()).contains("does not match the name on the URL");
        assertThat(otherNamespace.code()).isEqualTo(400);
        assertThat(otherNamespace.message())
                .isEqualTo("the namespace of the provided object does not match the namespace sent on the request");
    }

    @Test
    void refusesAnObjectOfAnotherKind() {
        Answer refused = api.post(configMaps(), "{apiVersion: v1, kind: Secret, metadata: {name: one}}");

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("BadRequest");
    }

    @Test
    void refusesToCreateInAMissingNamespace() {
        Answer refused = api.post("/api/v1/namespaces/no-such-place/configmaps", "{metadata: {name: one}}");

        assertThat(refused.code()).isEqualTo(404);
        assertThat(refused.message()).isEqualTo("namespaces \"no-such-place\" not found");
    }

    @Test
    void refusesWhatIsNotJson() {
        Answer refused = api.send("POST", configMaps(), "{metadata", Map.of());

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("BadRequest");
    }

    @Test
    void readsYaml() {
        Answer created = api.send(
                "POST",
                configMaps(),
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  a: \"1\"\n",
                Map.of("Content-Type", "application/yaml"));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.text("/data/a")).isEqualTo("1");
    }

    @Test
    void refusesContentItCannotRead() {
        Answer refused =
                api.send("POST", configMaps(), "a=b", Map.of("Content-Type", "application/x-www-form-urlencoded"));

        assertThat(refused.code()).isEqualTo(415);
        assertThat(refused.reason()).isEqualTo("UnsupportedMediaType");
    }

    @Test
    void refusesAMethodThatAPathDoesNotHave() {
        stored("one", "{}");

        Answer refused = api.post(configMap("one"), "{metadata: {name: one}}");

        assertThat(refused.code()).isEqualTo(405);
        assertThat(refused.reason()).isEqualTo("MethodNotAllowed");
    }

    @Test
    void dryRunAnswersButStoresNothing() {
        Answer created = api.post(configMaps() + "?dryRun=All", "{metadata: {name: one}, data: {a: '1'}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.uid()).isNotEmpty();
        assertThat(api.get(configMap("one")).code()).isEqualTo(404);
    }

    @Test
    void dryRunOfAnUpdateChangesNothing() {
        Answer created = stored("one", "{a: '1'}");

        Answer updated = api.patch(configMap("one") + "?dryRun=All", KubeClient.MERGE, "{\"data\":{\"a\":\"2\"}}");

        assertThat(updated.text("/data/a")).isEqualTo("2");
        assertThat(api.get(configMap("one")).resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void dryRunRefusesWhatTheRealRunWould() {
        assertThat(api.post(configMaps() + "?dryRun=All", "{metadata: {name: Not_A_Name}}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    void strictValidationRefusesUnknownFields() {
        Answer refused = api.post(configMaps() + "?fieldValidation=Strict", "{metadata: {name: one}, dat: {a: '1'}}");

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("BadRequest");
        assertThat(refused.message()).contains("strict decoding error: unknown field \"dat\"");
    }

    @Test
    void validationThatWarnsStoresAndWarns() {
        Answer created = api.post(configMaps() + "?fieldValidation=Warn", "{metadata: {name: one}, dat: {a: '1'}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.headers().allValues("Warning")).containsExactly("299 - \"unknown field \\\"dat\\\"\"");
        assertThat(created.body().has("dat")).isFalse();
    }

    @Test
    void validationThatIgnoresIsSilent() {
        Answer created = api.post(configMaps() + "?fieldValidation=Ignore", "{metadata: {name: one}, dat: {a: '1'}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.headers().allValues("Warning")).isEmpty();
    }

    @Test
    void strictValidationRefusesAFieldGivenTwice() {
        Answer refused = api.send(
                "POST",
                configMaps() + "?fieldValidation=Strict",
                "{\"metadata\":{\"name\":\"one\"},\"data\":{\"a\":\"1\"},\"data\":{\"b\":\"1\"}}",
                Map.of());

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).contains("duplicate field \"data\"");
    }

    @Test
    void secretsTakePlainTextAndGiveBase64() {
        Answer created = api.post(
                "/api/v1/namespaces/" + namespace + "/secrets",
                "{metadata: {name: one}, stringData: {user: me}, data: {pass: eA==}}");

        assertThat(created.body().path("data")).isEqualTo(Yaml.parse("{pass: eA==, user: bWU=}"));
        assertThat(created.body().has("stringData")).isFalse();
        assertThat(created.text("/type")).isEqualTo("Opaque");
    }

    @Test
    void fillsTheDefaultsOfADeployment() {
        Answer created = api.post(deployments(), """
                metadata: {name: one}
                spec:
                  selector: {matchLabels: {app: one}}
                  template:
                    metadata: {labels: {app: one}}
                    spec: {containers: [{name: main, image: example.com/one:1}]}
                """);

        assertThat(created.body().at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(created.text("/spec/strategy/type")).isEqualTo("RollingUpdate");
        assertThat(created.text("/spec/template/spec/containers/0/imagePullPolicy"))
                .isEqualTo("IfNotPresent");
        assertThat(created.text("/spec/template/spec/restartPolicy")).isEqualTo("Always");
        assertThat(created.text("/spec/template/spec/containers/0/terminationMessagePath"))
                .isEqualTo("/dev/termination-log");
        assertThat(created.generation()).isEqualTo(1);
    }
}
