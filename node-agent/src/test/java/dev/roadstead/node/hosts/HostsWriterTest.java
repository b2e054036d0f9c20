package dev.roadstead.node.hosts;

import static dev.roadstead.node.hosts.TestPlans.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlan.Fallback;
import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.node.tls.TestCa;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Golden files, with CA for the name of its file.
class HostsWriterTest {
    private static final TestCa CA = TestCa.named("ca");
    private static final MirrorPlan.Endpoint FIRST = endpoint("https://10.96.0.7:5000", CA.pem());
    private static final MirrorPlan.Endpoint SECOND = endpoint("https://mirror.example.com", null);

    @Test
    void upstreamIsAskedWhenNoEndpointHasIt() {
        assertThat(body("docker.io", Fallback.Upstream, Existing.NOTHING, FIRST, SECOND))
                .isEqualTo("""
                        server = "https://registry-1.docker.io"

                        [host."https://10.96.0.7:5000"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                          ca = ["CA"]

                        [host."https://mirror.example.com"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                        """);
    }

    @Test
    void anAirGapNamesItsMirrorAsServerAndInATable() {
        assertThat(body("docker.io", Fallback.None, Existing.NOTHING, FIRST)).isEqualTo("""
                        server = "https://10.96.0.7:5000"
                        ca = ["CA"]

                        [host."https://10.96.0.7:5000"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                          ca = ["CA"]
                        """);
    }

    @Test
    void everyOtherHostKeepsItsOwnUpstream() {
        assertThat(body("*", Fallback.Upstream, Existing.NOTHING, SECOND)).isEqualTo("""
                        [host."https://mirror.example.com"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                        """);
    }

    @Test
    void aHostThatIsOnlyTrustedHasATableBecauseOldContainerdNeedsOne() {
        MirrorPlan plan = MirrorPlans.of(
                1,
                List.of(),
                List.of(new MirrorPlan.Trust("registry.example.com:5000", CA.pem())),
                ForeignFiles.Preserve);

        assertThat(body(plan, Existing.NOTHING)).isEqualTo("""
                        server = "https://registry.example.com:5000"
                        ca = ["CA"]

                        [host."https://registry.example.com:5000"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                          ca = ["CA"]
                        """);
    }

    @Test
    void endpointsOfOthersStayBehindOursWithAllTheirKeys() {
        Existing existing = new Existing(HostsReader.tree("""
                        server = "https://their-upstream.example"
                        ca = "/etc/ssl/theirs.pem"
                        skip_verify = true
                        [host."http://theirs.example:5000"]
                          capabilities = ["pull"]
                          skip_verify = true
                          [host."http://theirs.example:5000".header]
                            x-team = ["a", "b\\"c"]
                        [host."https://10.96.0.7:5000"]
                          capabilities = ["push"]
                        """), List.of(), List.of());

        assertThat(body("quay.io", Fallback.Upstream, existing, FIRST)).isEqualTo("""
                        server = "https://their-upstream.example"
                        ca = ["/etc/ssl/theirs.pem"]
                        skip_verify = true

                        [host."https://10.96.0.7:5000"]
                          capabilities = ["pull", "resolve"]
                          dial_timeout = "2s"
                          ca = ["CA"]

                        [host."http://theirs.example:5000"]
                          capabilities = ["pull"]
                          skip_verify = true
                          header = { x-team = ["a", "b\\"c"] }
                        """);
    }

    @Test
    void certificatesInDockersStyleAreNamedBecauseTheFileSwitchesThemOff() {
        Existing existing = new Existing(null, List.of("corp.crt"), List.of(List.of("node.cert", "node.key")));

        assertThat(body("quay.io", Fallback.Upstream, existing, SECOND)).startsWith("""
                        server = "https://quay.io"
                        ca = ["corp.crt"]
                        client = [["node.cert", "node.key"]]

                        [host."https://mirror.example.com"]
                        """);
    }

    @Test
    void theFirstLineTellsWhoseItIsAndWhetherItWasEdited() {
        String file = HostsWriter.render(plan("docker.io", Fallback.Upstream, FIRST), Existing.NOTHING);

        assertThat(file).startsWith("# managed-by: roadstead gen=7 body-sha256=");
        assertThat(ManagedHeader.ofOurs(file)).hasValueSatisfying(header -> {
            assertThat(header.generation()).isEqualTo(7);
            assertThat(header.mirror()).isEqualTo("hub");
        });
        assertThat(ManagedHeader.ofOurs(file + "# edited\n")).isEmpty();
        assertThat(ManagedHeader.ofOurs("")).isEmpty();
    }

    private static String body(String host, Fallback fallback, Existing existing, MirrorPlan.Endpoint... endpoints) {
        return withoutNames(HostsWriter.render(plan(host, fallback, endpoints), existing));
    }

    private static String body(MirrorPlan plan, Existing existing) {
        HostPlan host = TestPlans.desired(plan).hosts().values().iterator().next();
        return withoutNames(HostsWriter.render(host, existing));
    }

    private static String withoutNames(String file) {
        return file.substring(file.indexOf('\n') + 1).replaceAll("roadstead-[0-9a-f]{16}\\.crt", "CA");
    }

    private static HostPlan plan(String host, Fallback fallback, MirrorPlan.Endpoint... endpoints) {
        MirrorPlan plan = MirrorPlans.of(
                7,
                List.of(new MirrorPlan.Mirror(host, List.of(endpoints), fallback)),
                List.of(),
                ForeignFiles.Preserve);
        return TestPlans.desired(plan).hosts().values().iterator().next();
    }
}
