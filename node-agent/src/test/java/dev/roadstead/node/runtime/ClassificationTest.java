package dev.roadstead.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.node.runtime.RuntimeState.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassificationTest {
    private static final String CERTS = "/etc/containerd/certs.d";
    private static final String V2 = "version = 2\n[plugins.\"io.containerd.grpc.v1.cri\".registry]\n";
    private static final String V3 = "version = 3\n[plugins.\"io.containerd.cri.v1.images\".registry]\n";

    @TempDir
    Path directory;

    private RuntimeState classify(String version, String config) throws IOException {
        Files.writeString(directory.resolve("config.toml"), config);
        return Classification.of(version, ConfigTree.read(directory, Path.of("/etc/containerd")), CERTS, null);
    }

    @Test
    void oneFolderIsEffectiveInEveryFormat() throws IOException {
        String path = "config_path = \"" + CERTS + "\"\n";
        assertThat(classify("1.6.20~ds1", V2 + path).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("v2.1.9", V2 + path).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("2.2.0", V3 + path).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("1.5.2", "[plugins.cri.registry]\n" + path).verdict())
                .isEqualTo(Verdict.Effective);
    }

    @Test
    void anUnsetPathNamesTheExactLines() throws IOException {
        RuntimeState old = classify("1.7.2", "version = 2\n");
        RuntimeState recent = classify("2.1.0", "version = 3\n");

        assertThat(old.verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(old.fix())
                .contains("config.toml does not set config_path")
                .contains("[plugins.\"io.containerd.grpc.v1.cri\".registry] config_path = \"" + CERTS + "\"")
                .contains("restart containerd");
        assertThat(recent.fix()).contains("[plugins.\"io.containerd.cri.v1.images\".registry]");
    }

    @Test
    void aNodeWithoutAFileHasTheDefaults() throws IOException {
        ContainerdConfig config = ConfigTree.read(directory.resolve("missing"), Path.of("/etc/containerd"));

        assertThat(Classification.of("1.6.20", config, CERTS, null).verdict()).isEqualTo(Verdict.NeedsRestart);
    }

    @Test
    void aListOfFoldersWorksUntilTheTransferServiceTakesItForOne() throws IOException {
        String list = "config_path = \"" + CERTS + ":/etc/docker/certs.d\"\n";

        assertThat(classify("1.6.20", V2 + list).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("2.0.5", V3 + list).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("2.1.9", V3 + list).verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(classify("2.1.9", V3 + list).fix())
                .contains("transfer service")
                .contains("(one folder)");
        assertThat(classify("2.1.9", V3 + list.replace("certs.d\"", "certs.d:\""))
                        .verdict())
                .isEqualTo(Verdict.NeedsRestart);
    }

    @Test
    void localPullsReadTheWholeList() throws IOException {
        String list = "config_path = \"" + CERTS + ":/etc/docker/certs.d\"\n";
        String local = "[plugins.\"io.containerd.cri.v1.images\"]\nuse_local_image_pull = true\n";
        String discard = "[plugins.\"io.containerd.cri.v1.images\"]\ndiscard_unpacked_layers = true\n";

        assertThat(classify("2.1.9", "version = 3\n" + local + V3.substring(12) + list)
                        .verdict())
                .isEqualTo(Verdict.Effective);
        assertThat(classify("2.1.9", "version = 3\n" + discard + V3.substring(12) + list)
                        .verdict())
                .isEqualTo(Verdict.Effective);
    }

    @Test
    void mirrorsOfTheOldKindExcludeHostsFiles() throws IOException {
        String mirrors = "[plugins.\"io.containerd.grpc.v1.cri\".registry.mirrors.\"docker.io\"]\nendpoint = []\n";

        assertThat(classify("1.7.2", "version = 2\n" + mirrors).verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(classify("1.7.2", V2 + "config_path = \"" + CERTS + "\"\n" + mirrors)
                        .verdict())
                .isEqualTo(Verdict.Unsupported);
    }

    @Test
    void anotherFolderIsNamed() throws IOException {
        RuntimeState state = classify("1.7.2", V2 + "config_path = \"/etc/docker/certs.d\"\n");

        assertThat(state.verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(state.fix()).contains("config_path is /etc/docker/certs.d, not the folder that this agent writes");
    }

    @Test
    void aRunningDaemonThatDoesNotKnowTheFileYetHasToBeRestarted() throws IOException {
        Files.writeString(directory.resolve("config.toml"), V2 + "config_path = \"" + CERTS + "\"\n");
        ContainerdConfig config = ConfigTree.read(directory, Path.of("/etc/containerd"));

        assertThat(Classification.of("1.6.20", config, CERTS, "").verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(Classification.of("1.6.20", config, CERTS, CERTS).verdict()).isEqualTo(Verdict.Effective);
    }

    @Test
    void importsAreFollowedInTheHostsOwnPaths() throws IOException {
        Files.createDirectory(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/50.toml"), V2 + "config_path = \"" + CERTS + "\"\n");
        String imports = "imports = [\"/etc/containerd/conf.d/*.toml\", \"config.toml\"]\nversion = 2\n";

        assertThat(classify("1.7.2", imports).verdict()).isEqualTo(Verdict.Effective);
        assertThat(classify("1.7.2", "imports = [\"/opt/x/*.toml\"]\nversion = 2\n")
                        .fix())
                .contains("imports that this agent cannot see: /opt/x/*.toml");
    }

    @Test
    void theProofHasTheLastWord() throws IOException {
        RuntimeState unset = classify("2.3.0", "version = 3\n");
        RuntimeState set = classify("1.7.2", V2 + "config_path = \"" + CERTS + "\"\n");

        assertThat(unset.proven().verdict()).isEqualTo(Verdict.Effective);
        assertThat(set.refuted().verdict()).isEqualTo(Verdict.NeedsRestart);
        assertThat(set.refuted().fix()).contains("restart containerd");
    }
}
