package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects that are no objects, and the field that is told of.
abstract class RefusalBehaviours extends ApiSuite {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {name: x, labels: {a/b/c: x}}                  | metadata.labels        | Invalid value: "a/b/c": a valid label key must consist of
            {name: x, labels: {-a: x}}                     | metadata.labels        | Invalid value: "-a": name part must consist of
            {name: x, labels: {/a: x}}                     | metadata.labels        | Invalid value: "/a": prefix part must be non-empty
            {name: x, labels: {A.b/x: x}}                  | metadata.labels        | Invalid value: "A.b/x": prefix part a lowercase RFC 1123 subdomain
            {name: x, labels: {a: 'x y'}}                  | metadata.labels        | Invalid value: "x y": a valid label must be
            {name: x, annotations: {'A B': x}}             | metadata.annotations   | Invalid value: "A B": name part must consist of
            {name: x, finalizers: [abc]}                   | metadata.finalizers[0] | Invalid value: "abc": name is neither a standard finalizer name
            {generateName: some.}                          | metadata.generateName  | Invalid value: "some.": a lowercase RFC 1123 subdomain
            {name: x, ownerReferences: [{apiVersion: v1, kind: A, name: b}]} | metadata.ownerReferences.uid | Invalid value: "": must not be empty
            """)
    void refusesMetadata(String metadata, String field, String message) {
        Answer refused = api.post(configMaps(), "{metadata: " + metadata + "}");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
        assertThat(refused.text("/details/causes/0/message")).startsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            data: {a/b: x}                            | data[a/b]       | Invalid value: "a/b": a valid config key must consist of
            data: {..: x}                             | data[..]        | Invalid value: "..": must not be '..'
            data: {..a: x}                            | data[..a]       | Invalid value: "..a": must not start with '..'
            binaryData: {a b: eA==}                   | binaryData[a b] | Invalid value: "a b": a valid config key must consist of
            'data: {a: x}, binaryData: {a: eA==}'     | data[a]         | Invalid value: "a": duplicate of key present in binaryData
            """)
    void refusesConfigMaps(String content, String field, String message) {
        Answer refused = api.post(configMaps(), "{metadata: {name: x}, " + content + "}");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
        assertThat(refused.text("/details/causes/0/message")).startsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            'type: kubernetes.io/tls, stringData: {tls.crt: x}' | data[tls.key]
            'type: kubernetes.io/dockerconfigjson'              | data[.dockerconfigjson]
            'type: kubernetes.io/basic-auth'                    | data[username]
            'type: kubernetes.io/service-account-token'         | metadata.annotations[kubernetes.io/service-account.name]
            """)
    void refusesSecretsWithoutWhatTheirTypeNeeds(String content, String field) {
        Answer refused = api.post(secrets(), "{metadata: {name: x}, " + content + "}");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
        assertThat(refused.text("/details/causes/0/message")).isEqualTo("Required value");
    }

    private String secrets() {
        return "/api/v1/namespaces/" + namespace + "/secrets";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"%%%, 0", "abc, 0", "YQ=a, 2", "YQ==YQ==, 4", "YQ=, 3", "YWJj!, 4"})
    void refusesWhatIsNotBase64(String text, int at) {
        Answer refused = api.post(secrets(), "{metadata: {name: x}, data: {a: '" + text + "'}}");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.message()).endsWith("illegal base64 data at input byte " + at);
    }

    @Test
    void refusesMoreThanAMebibyteOfData() {
        Answer refused =
                api.post(configMaps(), "{metadata: {name: x}, data: {a: " + "x".repeat(1024 * 1024 + 1) + "}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/reason")).isEqualTo("FieldValueTooLong");
    }

    @Test
    void cutsWhatGeneratedNamesBeginWith() {
        Answer made = api.post(configMaps(), "{metadata: {generateName: " + "a".repeat(70) + "}}");

        assertThat(made.name()).matches("a{58}[a-z0-9]{5}");
    }

    @Test
    void createsNothingByAnApplyThatNamesNothing() {
        Answer refused = api.apply(configMap("one"), "mine", "{apiVersion: v1, kind: ConfigMap, data: {a: '1'}}");

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.message()).contains("based on URL) was undeterminable: name must be provided");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            containers: [{name: M_, image: x}]                                 | containers[0].name                   | Invalid value: "M_": a lowercase RFC 1123 label
            containers: [{name: m}]                                            | containers[0].image                  | Required value
            'containers: [{name: m, image: x}, {name: m, image: y}]'           | containers[1].name                   | Duplicate value: "m"
            containers: [{name: m, image: x, imagePullPolicy: Foo}]            | containers[0].imagePullPolicy        | Unsupported value: "Foo"
            containers: [{name: m, image: x, ports: [{containerPort: 70000}]}] | containers[0].ports[0].containerPort | Invalid value: 70000
            containers: [{name: m, image: x, env: [{name: 'A=B', value: ''}]}] | containers[0].env[0].name            | Invalid value: "A=B"
            containers: [{name: m, image: x, volumeMounts: [{name: v, mountPath: /v}]}] | containers[0].volumeMounts[0].name | Not found: "v"
            'containers: [{name: m, image: x}], restartPolicy: Never'          | restartPolicy                        | Unsupported value: "Never"
            'containers: [{name: m, image: x}], volumes: [{name: V_, emptyDir: {}}]' | volumes[0].name                | Invalid value: "V_": a lowercase RFC 1123 label
            'containers: [{name: m, image: x}], volumes: [{name: v, emptyDir: {}, configMap: {name: c}}]' | volumes[0].configMap | Forbidden: may not specify more than 1 volume type
            """)
    void refusesPodTemplates(String pod, String field, String message) {
        Answer refused = api.post("/apis/apps/v1/namespaces/" + namespace + "/statefulsets", """
                metadata: {name: one}
                spec:
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {%s}}
                """.formatted(pod));

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo("spec.template.spec." + field);
        assertThat(refused.text("/details/causes/0/message")).startsWith(message);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1                   | services             | 'type: Foo, ports: [{port: 1}]' | spec.type
            /api/v1                   | services             | ports: [{port: 1, protocol: X}]                                     | spec.ports[0].protocol
            /api/v1                   | services             | 'ports: [{name: a, port: 1}, {name: b, port: 1}]'                   | spec.ports[1]
            /api/v1                   | services             | ports: [{port: 1, targetPort: A_b}]                                 | spec.ports[0].targetPort
            /apis/networking.k8s.io/v1 | networkpolicies     | ingress: [{ports: [{port: 99999}]}]                                 | spec.ingress[0].ports[0].port
            /apis/networking.k8s.io/v1 | networkpolicies     | ingress: [{from: [{}]}]                                             | spec.ingress[0].from[0]
            /apis/networking.k8s.io/v1 | networkpolicies     | ingress: [{from: [{ipBlock: {cidr: x}}]}]                           | spec.ingress[0].from[0].ipBlock.cidr
            /apis/networking.k8s.io/v1 | networkpolicies     | policyTypes: [Foo]                                                  | spec.policyTypes[0]
            /apis/policy/v1           | poddisruptionbudgets | 'minAvailable: 1, maxUnavailable: 1'                                | spec
            /apis/policy/v1           | poddisruptionbudgets | maxUnavailable: 200%                                                | spec.maxUnavailable
            """)
    void refusesSpecs(String group, String plural, String spec, String field) {
        Answer refused = api.post(
                group + "/namespaces/" + namespace + "/" + plural, "{metadata: {name: one}, spec: {" + spec + "}}");

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            eventTime           |                           | eventTime
            reportingController |                           | reportingController
            reportingInstance   |                           | reportingInstance
            action              |                           | action
            reason              |                           | reason
            type                | Foo                       | type
            """)
    void refusesEventsThatDoNotSayEnough(String member, @Nullable String value, String field) {
        var event = Yaml.parse("""
                metadata: {name: one}
                eventTime: '2026-01-01T00:00:00.000000Z'
                reportingController: roadstead.dev/operator
                reportingInstance: one
                action: Reconcile
                reason: Created
                type: Normal
                regarding: {apiVersion: v1, kind: ConfigMap, name: one, namespace: %s}
                """.formatted(namespace));
        if (value == null) {
            event.remove(member);
        } else {
            event.put(member, value);
        }

        Answer refused = api.post("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events", event);

        assertThat(refused.code()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/field")).isEqualTo(field);
    }

    @Test
    void aClaimKeepsWhatItAskedFor() {
        String claims = "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims";
        api.post(claims, """
                        metadata: {name: one}
                        spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Gi}}}
                        """).object();

        Answer refused =
                api.patch(claims + "/one", KubeClient.MERGE, "{\"spec\":{\"accessModes\":[\"ReadWriteMany\"]}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.text("/details/causes/0/message")).startsWith("Forbidden: spec is immutable after creation");
    }
}
