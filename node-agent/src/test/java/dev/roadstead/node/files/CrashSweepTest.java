package dev.roadstead.node.files;

import static dev.roadstead.node.hosts.TestPlans.desired;
import static dev.roadstead.node.hosts.TestPlans.endpoint;
import static dev.roadstead.node.hosts.TestPlans.mirror;
import static dev.roadstead.node.hosts.TestPlans.nothing;
import static dev.roadstead.node.hosts.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.hosts.HostName;
import dev.roadstead.node.pull.HostsLookup;
import dev.roadstead.node.tls.TestCa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process is killed before every single step of a change, then started again. After every step the node must be
/// usable: what containerd finds names no missing CA, and an old state is followed by nothing but the new one.
class CrashSweepTest {
    private static final TestCa CA = TestCa.named("ca");
    private static final TestCa NEXT_CA = TestCa.named("next");
    private static final String FOREIGN = "[host.\"https://theirs.example\"]\n  capabilities = [\"pull\"]\n";

    @TempDir
    Path root;

    private static DesiredHosts hosts(ForeignFiles foreignFiles, TestCa ca) {
        return desired(plan(
                1,
                foreignFiles,
                mirror("docker.io", endpoint("https://10.0.0.1:5000", ca.pem())),
                mirror("quay.io:8443", endpoint("https://10.0.0.1:5000", ca.pem())),
                mirror("*", endpoint("https://10.0.0.2:5000", ca.pem()))));
    }

    @Test
    void firstConfiguration() {
        sweep(nothing(), hosts(ForeignFiles.Preserve, CA), false);
    }

    @Test
    void rotationOfTheCa() {
        sweep(hosts(ForeignFiles.Preserve, CA), hosts(ForeignFiles.Preserve, NEXT_CA), false);
    }

    @Test
    void mergingWithAFileOfSomebodyElse() {
        sweep(nothing(), hosts(ForeignFiles.Prepend, CA), true);
    }

    @Test
    void givingBackAFileOfSomebodyElse() {
        sweep(hosts(ForeignFiles.Replace, CA), nothing(), true);
    }

    @Test
    void removal() {
        sweep(hosts(ForeignFiles.Preserve, CA), nothing(), false);
    }

    private void sweep(DesiredHosts before, DesiredHosts after, boolean foreign) {
        Instant now = Instant.now();
        Map<String, String> expected = result(root.resolve("expected"), before, after, foreign, now);
        int step = 0;
        boolean died = true;
        while (died) {
            NodeDirectory node = prepared(root.resolve("crash-" + step), before, foreign, now);
            CrashingDisk disk = new CrashingDisk(step, () -> containerdCanRead(node));
            try {
                new NodeFiles(node.paths, disk, NodeDirectory.GRACE).apply(after, now);
            } catch (CrashingDisk.Killed e) {
                // the point of the exercise
            }
            died = disk.isDead();
            containerdCanRead(node);
            node.restart();
            assertThat(node.apply(after, now).problems("hub")).isEmpty();
            assertThat(node.tree()).as("killed before step " + step).isEqualTo(expected);
            assertConverges(node, after, expected, now);
            step++;
        }
        assertThat(step).as("steps of the change").isGreaterThan(10);
    }

    private static void assertConverges(
            NodeDirectory node, DesiredHosts after, Map<String, String> expected, Instant now) {
        assertThat(node.apply(after, now).changed()).isZero();
        Instant later = now.plus(Duration.ofMinutes(11));
        node.apply(after, later);
        Map<String, String> named = new TreeMap<>(expected);
        named.keySet()
                .removeIf(name -> name.contains("/roadstead-")
                        && expected.values().stream().noneMatch(text -> text.contains(fileName(name))));
        assertThat(node.tree()).isEqualTo(named);
    }

    private static String fileName(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static Map<String, String> result(
            Path folder, DesiredHosts before, DesiredHosts after, boolean foreign, Instant now) {
        NodeDirectory node = prepared(folder, before, foreign, now);
        node.apply(after, now);
        return node.tree();
    }

    private static NodeDirectory prepared(Path folder, DesiredHosts before, boolean foreign, Instant now) {
        NodeDirectory node = new NodeDirectory(folder);
        if (foreign) {
            node.put("docker.io/hosts.toml", FOREIGN);
        }
        node.apply(before, now);
        return node;
    }

    /// Reads as containerd does; that throws for a CA file that is missing.
    private static void containerdCanRead(NodeDirectory node) {
        HostsLookup lookup = new HostsLookup(node.paths.certs());
        for (String host : List.of("docker.io", "quay.io:8443", "ghcr.io")) {
            assertThat(lookup.hosts(HostName.parse(host)).ignored()).isNull();
        }
    }

    @Test
    void aTemporaryNameIsNeverWhatContainerdLooksFor() throws IOException {
        NodeDirectory node = new NodeDirectory(root);
        node.apply(hosts(ForeignFiles.Preserve, CA));

        assertThat(node.tree().keySet()).noneMatch(name -> name.contains(NodePaths.TEMPORARY_PREFIX));
    }
}
