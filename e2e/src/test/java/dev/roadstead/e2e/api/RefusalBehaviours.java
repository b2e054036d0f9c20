package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

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
}
