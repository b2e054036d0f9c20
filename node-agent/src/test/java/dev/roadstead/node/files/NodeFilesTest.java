package dev.roadstead.node.files;

import static dev.roadstead.node.hosts.TestPlans.desired;
import static dev.roadstead.node.hosts.TestPlans.endpoint;
import static dev.roadstead.node.hosts.TestPlans.mirror;
import static dev.roadstead.node.hosts.TestPlans.nothing;
import static dev.roadstead.node.hosts.TestPlans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.MirrorPlan.ForeignFiles;
import dev.roadstead.node.hosts.DesiredHosts;
import dev.roadstead.node.tls.TestCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
    private static final TestCa CA = TestCa.named("ca");
    private static final TestCa NEXT_CA = TestCa.named("next");
    private static final String FOREIGN =
            "# caf\u00c3\u00a9 of somebody else\r\n[host.\"https://theirs.example\"]\r\n  capabilities = [\"pull\"]";

    @TempDir
    Path root;

    private NodeDirectory node;

    @BeforeEach
    void setUp() {
        node = new NodeDirectory(root);
    }

    private static DesiredHosts hub(ForeignFiles foreignFiles, TestCa ca) {
        return desired(plan(1, foreignFiles, mirror("docker.io", endpoint("https://10.0.0.1:5000", ca.pem()))));
    }

    private static DesiredHosts hub() {
        return hub(ForeignFiles.Preserve, CA);
    }

    @Test
    void writesAFolderThatContainerdCanReadAndTakesItAwayWhole() throws IOException {
        FilesReport report = node.apply(hub());

        assertThat(report.hosts("hub")).containsExactly("docker.io");
        assertThat(report.changed()).isEqualTo(1);
        assertThat(node.tree()).hasSize(3);
        Path file = node.paths.hostsFile("docker.io");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwxr-xr-x");

        node.restart();
        assertThat(node.apply(hub()).changed()).isZero();
        assertThat(node.apply(nothing()).changed()).isEqualTo(1);
        assertThat(node.tree()).isEmpty();
    }

    @Test
    void aRotatedCaStaysUntilNoPullCanNeedIt() {
        Instant start = Instant.now();
        node.apply(hub(ForeignFiles.Preserve, CA), start);
        node.apply(hub(ForeignFiles.Preserve, NEXT_CA), start);

        assertThat(node.tree().keySet())
                .filteredOn(name -> name.endsWith(".crt"))
                .hasSize(2);
        assertThat(node.text("docker.io/hosts.toml")).doesNotContain(oldCaFile());

        node.apply(hub(ForeignFiles.Preserve, NEXT_CA), start.plus(Duration.ofMinutes(9)));
        assertThat(node.tree()).containsKey("docker.io/" + oldCaFile());

        node.apply(hub(ForeignFiles.Preserve, NEXT_CA), start.plus(Duration.ofMinutes(11)));
        assertThat(node.tree()).doesNotContainKey("docker.io/" + oldCaFile());
        assertThat(node.tree().keySet())
                .filteredOn(name -> name.endsWith(".crt"))
                .hasSize(1);
    }

    private static String oldCaFile() {
        return hub().hosts().get("docker.io").caFiles().keySet().iterator().next();
    }

    @Nested
    class WithAFileOfSomebodyElse {
        @BeforeEach
        void setUp() {
            node.put("docker.io/hosts.toml", FOREIGN);
        }

        @Test
        void preserveReportsItAndTouchesNothing() {
            Map<String, String> before = node.tree();

            FilesReport report = node.apply(hub());

            assertThat(node.tree()).isEqualTo(before);
            assertThat(report.hosts("hub")).isEmpty();
            assertThat(report.conflicts("hub"))
                    .singleElement()
                    .satisfies(conflict -> assertThat(conflict.message())
                            .contains("is not Roadstead's")
                            .contains("set foreignFiles to Prepend or Replace"));
            node.apply(nothing());
            assertThat(node.tree()).isEqualTo(before);
        }

        @Test
        void prependPutsOursFirstAndGivesTheirsBackByteForByte() {
            node.apply(hub(ForeignFiles.Prepend, CA));

            assertThat(node.text("docker.io/hosts.toml"))
                    .startsWith("# managed-by: roadstead")
                    .containsSubsequence("[host.\"https://10.0.0.1:5000\"]", "[host.\"https://theirs.example\"]");
            assertThat(node.apply(hub(ForeignFiles.Prepend, CA)).changed()).isZero();

            node.restart();
            node.apply(nothing());
            assertThat(node.text("docker.io/hosts.toml")).isEqualTo(FOREIGN);
            assertThat(NodeDirectory.tree(node.paths.pristineFolders())).isEmpty();
        }

        @Test
        void replaceKeepsACopyToo() {
            node.apply(hub(ForeignFiles.Replace, CA));

            assertThat(node.text("docker.io/hosts.toml")).doesNotContain("theirs.example");

            node.apply(nothing());
            assertThat(node.text("docker.io/hosts.toml")).isEqualTo(FOREIGN);
        }

        @Test
        void goingBackToPreserveGivesItBackAndReportsIt() {
            node.apply(hub(ForeignFiles.Replace, CA));

            FilesReport report = node.apply(hub(ForeignFiles.Preserve, CA));

            assertThat(node.text("docker.io/hosts.toml")).isEqualTo(FOREIGN);
            assertThat(report.conflicts("hub")).hasSize(1);
        }

        @Test
        void aFileThatWasEditedSinceIsNotOverwrittenByTheCopy() {
            node.apply(hub(ForeignFiles.Replace, CA));
            node.put("docker.io/hosts.toml", "# mine now");

            node.apply(nothing());

            assertThat(node.text("docker.io/hosts.toml")).isEqualTo("# mine now");
        }

        @Test
        void whatIsNotTomlCannotBeMerged() {
            node.put("docker.io/hosts.toml", "server = ");

            FilesReport report = node.apply(hub(ForeignFiles.Prepend, CA));

            assertThat(node.text("docker.io/hosts.toml")).isEqualTo("server = ");
            assertThat(report.conflicts("hub").getFirst().message()).contains("cannot be merged");
        }
    }

    @Test
    void certificatesInDockersStyleStayInForceAndStayBehind() {
        node.put("docker.io/corp.crt", CA.pem());
        Map<String, String> before = node.tree();

        node.apply(hub(ForeignFiles.Preserve, NEXT_CA));
        assertThat(node.text("docker.io/hosts.toml")).contains("ca = [\"corp.crt\"]");

        node.apply(nothing());
        assertThat(node.tree()).isEqualTo(before);
    }

    @Test
    void anEmptyFileIsNoFile() {
        node.put("docker.io/hosts.toml", "");

        assertThat(node.apply(hub()).hosts("hub")).containsExactly("docker.io");
    }

    @Test
    void aSymbolicLinkIsNeverFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createDirectories(node.paths.certs());
        Files.createSymbolicLink(node.paths.folder("docker.io"), elsewhere);

        FilesReport report = node.apply(hub(ForeignFiles.Replace, CA));

        assertThat(report.conflicts("hub").getFirst().message()).contains("is a symbolic link: move it away");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aLinkedCertsFolderIsRefusedAsAWhole() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Files.createDirectories(node.paths.configDirectory());
        Files.createSymbolicLink(node.paths.certs(), elsewhere);

        FilesReport report = node.apply(hub());

        assertThat(report.problems("hub").getFirst()).contains("is a symbolic link");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsReportedAsASentence() throws IOException {
        Files.createDirectories(node.paths.configDirectory().getParent());
        Files.writeString(node.paths.configDirectory(), "a file where a folder should be");

        FilesReport report = node.apply(hub());

        assertThat(report.hosts("hub")).isEmpty();
        assertThat(report.problems("hub").getFirst()).contains("could not be written");
    }

    @Test
    void deletedFilesComeBackUntilSomebodyInsists() throws IOException {
        Instant start = Instant.now();
        node.apply(hub(), start);
        for (int i = 0; i < RepairLimit.MAX_REPAIRS; i++) {
            Files.delete(node.paths.hostsFile("docker.io"));
            assertThat(node.apply(hub(), start).hosts("hub")).containsExactly("docker.io");
        }
        Files.delete(node.paths.hostsFile("docker.io"));

        FilesReport report = node.apply(hub(), start);

        assertThat(report.conflicts("hub").getFirst().message()).contains("changed by somebody else 3 times");
        assertThat(Files.exists(node.paths.hostsFile("docker.io"))).isFalse();
        assertThat(node.apply(hub(), start.plus(Duration.ofMinutes(11))).hosts("hub"))
                .containsExactly("docker.io");
    }

    @Test
    void aDamagedCaIsRepaired() {
        node.apply(hub());
        node.put("docker.io/" + oldCaFile(), "damaged");

        node.apply(hub());

        assertThat(node.text("docker.io/" + oldCaFile())).isEqualTo(CA.pem());
    }

    @Test
    void filesOfAnAgentThatLostItsStateAreStillItsOwn() throws IOException {
        node.apply(hub());
        Files.writeString(node.paths.appliedFiles(), "{ damaged");

        node.restart();
        assertThat(node.apply(hub()).changed()).isZero();
        node.apply(nothing());
        assertThat(node.tree()).doesNotContainKey("docker.io/hosts.toml");
    }

    @Test
    void aBadPlanKeepsWhatWasGood() {
        node.apply(hub());
        Map<String, String> before = node.tree();

        node.apply(desired(plan(mirror("docker.io", endpoint("https://10.0.0.1:5000", "not PEM")))));

        assertThat(node.tree()).isEqualTo(before);
    }

    @Test
    void leftoversOfAKilledProbeAreSweptAway() {
        node.put("probe-0011223344556677.roadstead.invalid/hosts.toml", "server = \"http://127.0.0.1:1\"");
        node.put(".roadstead-tmp-1/hosts.toml", "half");

        node.apply(nothing());

        assertThat(node.tree()).isEmpty();
    }
}
