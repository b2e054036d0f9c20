package dev.roadstead.e2e.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real clients push, list, copy, pull and delete against one registry process.
class ClientRoundTripsIT {
    @TempDir
    static Path shared;

    static RegistryProcess registry;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        registry = RegistryProcess.start(shared.resolve("data"), shared.resolve("registry.log"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        registry.close();
    }

    @Test
    void skopeoPushesAndPullsTheSameBytes() throws Exception {
        Program skopeo = Program.require("skopeo");
        OciLayout image = OciLayout.write(folder.resolve("image"), 1, 3_000_000);
        String remote = "docker://" + registry.address() + "/clients/skopeo:v1";

        skopeo.run(
                folder,
                "--insecure-policy",
                "copy",
                "--preserve-digests",
                "--dest-tls-verify=false",
                "oci:image:latest",
                remote);
        skopeo.run(
                folder,
                "--insecure-policy",
                "copy",
                "--preserve-digests",
                "--src-tls-verify=false",
                remote,
                "oci:back:latest");

        assertThat(folder.resolve("back/blobs/sha256/" + image.manifest().hex()))
                .exists();
        assertThat(skopeo.run(folder, "list-tags", "--tls-verify=false", remote.replace(":v1", "")))
                .contains("v1");
        skopeo.run(folder, "delete", "--tls-verify=false", remote);
        assertThat(skopeo.run(folder, "list-tags", "--tls-verify=false", remote.replace(":v1", "")))
                .doesNotContain("v1");
    }

    @Test
    void cranePushesCopiesByMountAndPulls() throws Exception {
        Program crane = Program.require("crane");
        OciLayout image = OciLayout.write(folder.resolve("image"), 2, 1_000_000);
        String remote = registry.address() + "/clients/crane:v1";
        String copy = registry.address() + "/clients/crane-copy:v1";

        crane.run(folder, "push", "--insecure", folder.resolve("image").toString(), remote);
        crane.run(folder, "copy", "--insecure", remote, copy);

        assertThat(crane.run(folder, "digest", "--insecure", copy))
                .isEqualTo(image.manifest().toString());
        crane.run(
                folder,
                "pull",
                "--insecure",
                "--format=oci",
                copy,
                folder.resolve("back").toString());
        assertThat(folder.resolve("back/blobs/sha256/" + image.manifest().hex()))
                .exists();
        assertThat(crane.run(folder, "catalog", "--insecure", registry.address()))
                .contains("clients/crane", "clients/crane-copy");
    }

    @Test
    void orasAttachesAnArtifactAndFindsItAsReferrer() throws Exception {
        Program oras = Program.require("oras");
        OciLayout.write(folder.resolve("image"), 3, 10_000);
        String remote = registry.address() + "/clients/oras:v1";
        Files.writeString(folder.resolve("sbom.json"), "{\"packages\":[]}");

        oras.run(folder, "cp", "--from-oci-layout", "image:latest", "--to-plain-http", remote);
        oras.run(
                folder,
                "attach",
                "--plain-http",
                "--artifact-type",
                "application/vnd.example.sbom",
                remote,
                "sbom.json");

        assertThat(oras.run(folder, "discover", "--plain-http", "--format", "json", remote))
                .contains("application/vnd.example.sbom");
    }

    @Test
    void whatWasAcknowledgedSurvivesKillNine() throws Exception {
        Program skopeo = Program.require("skopeo");
        OciLayout image = OciLayout.write(folder.resolve("image"), 4, 2_000_000);
        Path data = folder.resolve("data");
        try (RegistryProcess first = RegistryProcess.start(data, folder.resolve("first.log"))) {
            skopeo.run(
                    folder,
                    "--insecure-policy",
                    "copy",
                    "--preserve-digests",
                    "--dest-tls-verify=false",
                    "oci:image:latest",
                    "docker://" + first.address() + "/kept:v1");
            first.kill();
        }
        try (RegistryProcess second = RegistryProcess.start(data, folder.resolve("second.log"))) {
            skopeo.run(
                    folder,
                    "--insecure-policy",
                    "copy",
                    "--preserve-digests",
                    "--src-tls-verify=false",
                    "docker://" + second.address() + "/kept:v1",
                    "oci:back:latest");
            assertThat(folder.resolve("back/blobs/sha256/" + image.manifest().hex()))
                    .exists();
        }
    }

    @Test
    void endsWithCodeZeroOnSigterm() throws Exception {
        try (RegistryProcess process = RegistryProcess.start(folder.resolve("data"), folder.resolve("registry.log"))) {
            assertThat(process.terminate()).isZero();
        }
    }

    @Test
    void refusesADataFolderInUse() throws IOException, InterruptedException {
        Path data = shared.resolve("data");
        Path log = folder.resolve("second.log");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RegistryProcess.start(data, log)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Files.readString(log))
                .hasLineCount(1)
                .contains(data.toString())
                .doesNotContain("Exception");
    }
}
