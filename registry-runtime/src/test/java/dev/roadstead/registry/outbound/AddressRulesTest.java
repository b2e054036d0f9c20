package dev.roadstead.registry.outbound;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://224.0.0.1/"
            })
    void neverAsksMetadataAndAddressesOfNoHost(String uri) {
        assertThatThrownBy(() -> new AddressRules(true).checkConfigured(URI.create(uri)))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://[::1]/",
                "http://127.1.2.3/",
                "http://2130706433/"
            })
    void asksThisMachineOnlyWhenAllowed(String uri) {
        assertThatThrownBy(() -> new AddressRules(false).checkConfigured(URI.create(uri)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("outbound.allowLoopback");
        assertThatCode(() -> new AddressRules(true).checkConfigured(URI.create(uri)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "http://192.168.1.1/",
                "http://172.16.0.1/",
                "http://[fd12::1]/",
                "http://127.0.0.1/"
            })
    void asksPrivateNetworksWhenConfiguredButNotWhenAPublicUpstreamPointsThere(String uri) {
        AddressRules rules = new AddressRules(true);

        assertThatCode(() -> rules.checkConfigured(URI.create(uri))).doesNotThrowAnyException();
        assertThatCode(() -> rules.checkNamedByUpstream(URI.create(uri), true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.checkNamedByUpstream(URI.create(uri), false))
                .isInstanceOf(RefusedException.class);
    }
}
