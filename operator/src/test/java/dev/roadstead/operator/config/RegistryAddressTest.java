package dev.roadstead.operator.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.Registry;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryAddressTest {

    @Test
    void isTheServiceWhereNoHostIsGiven() {
        RegistryAddress address = RegistryAddress.of(registry("{}"));

        assertThat(address.url()).isEqualTo("https://harbour.registries.svc:5000");
        assertThat(address.hostName()).isEqualTo("harbour.registries.svc");
        assertThat(address.nodeUrl("10.0.0.7")).isEqualTo("https://10.0.0.7:5000");
    }

    @Test
    void namesThePortOfTheService() {
        RegistryAddress address = RegistryAddress.of(registry("{expose: {service: {port: 443}}}"));

        assertThat(address.url()).isEqualTo("https://harbour.registries.svc:443");
        assertThat(address.nodeUrl("fd00::7")).isEqualTo("https://[fd00::7]:443");
    }

    @Test
    void isPlainWhereTlsIsDisabled() {
        RegistryAddress address = RegistryAddress.of(registry("{tls: {disabled: {}}, host: registry.example.com}"));

        assertThat(address.url()).isEqualTo("http://registry.example.com");
        assertThat(address.isPlain()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example.com, registry.example.com",
        "registry.example.com:8443, registry.example.com",
        "10.0.0.7:5000, 10.0.0.7",
        "[fd00::7], [fd00::7]",
        "[fd00::7]:5000, [fd00::7]"
    })
    void knowsTheHostWithoutItsPort(String host, String name) {
        assertThat(RegistryAddress.of(registry("{host: '" + host + "'}")).hostName())
                .isEqualTo(name);
    }

    private static Registry registry(String spec) {
        return Serialization.unmarshal("""
                apiVersion: roadstead.dev/v1alpha1
                kind: Registry
                metadata: {name: harbour, namespace: registries}
                spec: %s
                """.formatted(spec), Registry.class);
    }
}
