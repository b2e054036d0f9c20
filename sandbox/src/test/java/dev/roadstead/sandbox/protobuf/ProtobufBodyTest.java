package dev.roadstead.sandbox.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {

    @Test
    void readsTheConfigMapThatKubectlSends() {
        // k8s\0, Unknown{typeMeta{v1, ConfigMap}, raw{metadata{name: x, namespace: n}, data{a: b}}}
        byte[] body = HexFormat.of()
                .parseHex("6b387300" + "0a0f" + "0a027631" + "1209436f6e6669674d6170" + "1212" + "0a08" + "0a0178"
                        + "1200" + "1a016e" + "1206" + "0a0161" + "120162");
        assertThat(ProtobufBody.toJson(body)).hasToString("""
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","namespace":"n"},"data":{"a":"b"}}""".strip());
    }

    @Test
    void refusesKindsItHasNoTableFor() {
        byte[] body = HexFormat.of().parseHex("6b387300" + "0a0d" + "0a027631" + "12074e6f7468696e67");
        assertThatThrownBy(() -> ProtobufBody.toJson(body))
                .isInstanceOf(ProtobufException.class)
                .hasMessage("the sandbox cannot read Nothing of v1 in protobuf: send it as application/json");
    }

    @Test
    void refusesATornBody() {
        byte[] body = HexFormat.of().parseHex("6b387300" + "0aff");
        assertThatThrownBy(() -> ProtobufBody.toJson(body)).hasMessageContaining("cut short");
    }
}
