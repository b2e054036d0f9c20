package dev.roadstead.node.hosts;

import static dev.roadstead.node.hosts.TestPlans.endpoint;
import static dev.roadstead.node.hosts.TestPlans.mirror;
import static dev.roadstead.node.hosts.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.node.tls.TestCa;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredHostsTest {
    private static final TestCa CA = TestCa.named("ca");
    private static final MirrorPlan.Endpoint GOOD = endpoint("https://mirror.example", CA.pem());

    @Test
    void aHostBelongsToTheFirstMirrorThatNamesIt() {
        Map<String, MirrorPlan> plans = new LinkedHashMap<>();
        plans.put("old", plan(mirror("docker.io", GOOD)));
        plans.put("young", plan(mirror("docker.io", GOOD), mirror("quay.io", GOOD)));

        DesiredHosts desired = DesiredHosts.of(plans, Instant.now());

        assertThat(desired.hosts().get("docker.io").mirror()).isEqualTo("old");
        assertThat(desired.hosts().get("quay.io").mirror()).isEqualTo("young");
        assertThat(desired.claimed().get("young"))
                .singleElement()
                .satisfies(claim -> assertThat(claim.message()).contains("the NodeMirror old has this host already"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://mirror.example | is plain http",
                "https://mirror.example/path | is not an endpoint",
                "https://user:secret@mirror.example | is not an endpoint",
                "https://mirror.example?ns=x | is not an endpoint",
                "ftp://mirror.example | is not an endpoint",
                "mirror.example | is not an endpoint",
                "https://mirror.example\" | is not an endpoint",
                "https://mir ror | is not an endpoint"
            })
    void leavesOutEndpointsThatNodesMustNotUse(String url, String reason) {
        DesiredHosts desired = TestPlans.desired(plan(mirror("docker.io", endpoint(url, null), GOOD)));

        assertThat(desired.hosts().get("docker.io").endpoints())
                .extracting(MirrorEndpoint::url)
                .containsExactly("https://mirror.example");
        assertThat(desired.rejected().get("hub")).singleElement().asString().contains(reason);
    }

    @Test
    void refusesCapabilitiesThatChangeARegistry() {
        MirrorPlan.Endpoint pushing = new MirrorPlan.Endpoint("https://a.example", List.of("pull", "push"), null);

        DesiredHosts desired = TestPlans.desired(plan(mirror("docker.io", pushing, GOOD)));

        assertThat(desired.rejected().get("hub")).singleElement().asString().contains("\"push\"");
        assertThat(desired.hosts().get("docker.io").endpoints()).hasSize(1);
    }

    @Test
    void aHostWithoutAnyGoodEndpointIsNotTouched() {
        DesiredHosts desired = TestPlans.desired(plan(mirror("docker.io", endpoint("https://a.example", "not PEM"))));

        assertThat(desired.hosts()).isEmpty();
        assertThat(desired.unusable()).containsExactly("docker.io");
        assertThat(desired.rejected().get("hub")).singleElement().asString().contains("holds no certificate");
    }

    @Test
    void trustOfAMirroredHostGoesToItsServerLine() {
        TestCa other = TestCa.named("other");
        MirrorPlan plan = MirrorPlans.of(
                1,
                List.of(mirror("quay.io", GOOD)),
                List.of(new MirrorPlan.Trust("quay.io", other.pem()), new MirrorPlan.Trust("*", other.pem())),
                ForeignFiles.Preserve);

        DesiredHosts desired = TestPlans.desired(plan);

        HostPlan host = desired.hosts().get("quay.io");
        assertThat(host.serverCa().pem()).isEqualTo(other.pem());
        assertThat(host.caFiles()).hasSize(2);
        assertThat(desired.rejected().get("hub")).singleElement().asString().contains("trust needs a host");
    }
}
