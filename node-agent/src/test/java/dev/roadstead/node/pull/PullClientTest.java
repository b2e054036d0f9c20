package dev.roadstead.node.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.node.tls.TestCa;
import dev.roadstead.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullClientTest {
    private static final TestCa CA = TestCa.named("ca");
    private final TestRegistry mirror = new TestRegistry(CA);
    private final TestRegistry upstream = new TestRegistry(CA);

    @TempDir
    Path certs;

    @AfterEach
    void tearDown() {
        mirror.close();
        upstream.close();
    }

    private void hosts(String folder, String text) throws IOException {
        Files.createDirectories(certs.resolve(folder));
        Files.writeString(certs.resolve(folder).resolve("ca.crt"), CA.pem());
        Files.writeString(certs.resolve(folder).resolve("hosts.toml"), text);
    }

    private void mirrorThenUpstream() throws IOException {
        hosts("docker.io", """
                server = "%s"
                ca = "ca.crt"
                [host."%s"]
                  capabilities = ["pull", "resolve"]
                  ca = ["ca.crt"]
                """.formatted(upstream.url(), mirror.url()));
    }

    private Pulled pull(String image) {
        return new PullClient(new HostsLookup(certs), Clock.systemUTC()).pull(ImageReference.parse(image));
    }

    @Test
    void pullsByTagFromTheMirrorAndTellsItWhoseImageIsMeant() throws IOException {
        mirrorThenUpstream();
        Digest digest = mirror.image("3.20");

        Pulled pulled = pull("alpine:3.20");

        assertThat(pulled.image()).isEqualTo("docker.io/library/alpine:3.20");
        assertThat(pulled.endpoint()).isEqualTo(mirror.url());
        assertThat(pulled.digest()).isEqualTo(digest);
        assertThat(pulled.bytes()).isGreaterThan(9);
        assertThat(mirror.requests())
                .hasSize(4)
                .startsWith(
                        "HEAD /v2/library/alpine/manifests/3.20?ns=docker.io",
                        "GET /v2/library/alpine/manifests/" + digest + "?ns=docker.io")
                .allMatch(request -> request.endsWith("?ns=docker.io"));
        assertThat(upstream.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 403, 500, 503, 429})
    void fallsThroughForEveryRequestOnItsOwn(int status) throws IOException {
        mirrorThenUpstream();
        mirror.answersAlways(status);
        upstream.image("1");

        assertThat(pull("docker.io/team/app:1").endpoint()).isEqualTo(upstream.url());
        assertThat(mirror.requests()).hasSize(4);
        assertThat(upstream.requests()).hasSize(4).allMatch(request -> request.endsWith("?ns=docker.io"));
    }

    @Test
    void fallsThroughWhenNobodyListens() throws IOException {
        mirrorThenUpstream();
        mirror.close();
        upstream.image("1");

        assertThat(pull("docker.io/team/app:1").endpoint()).isEqualTo(upstream.url());
    }

    @Test
    void wrongContentFailsThePullAsInContainerd() throws IOException {
        mirrorThenUpstream();
        upstream.image("1");
        mirror.image("1");
        mirror.corrupt(Digest.sha256("the layer".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> pull("docker.io/team/app:1"))
                .isInstanceOf(PullException.class)
                .hasMessageContaining("sent wrong content for sha256:");
    }

    @Test
    void aMirrorForDigestsOnlyIsNotAskedForTags() throws IOException {
        hosts("quay.io", """
                server = "%s"
                ca = "ca.crt"
                [host."%s"]
                  capabilities = ["pull"]
                  ca = "ca.crt"
                """.formatted(upstream.url(), mirror.url()));
        upstream.image("1");
        mirror.image("1");

        assertThat(pull("quay.io/team/app:1").endpoint()).isEqualTo(mirror.url());
        assertThat(upstream.requests()).containsExactly("HEAD /v2/team/app/manifests/1?ns=quay.io");
    }

    @Test
    void theDefaultFolderServesEveryOtherHost() throws IOException {
        hosts("_default", "[host.\"%s\"]\n  ca = \"ca.crt\"".formatted(mirror.url()));
        Digest digest = mirror.image("1");

        assertThat(pull("ghcr.io/a/b@" + digest).endpoint()).isEqualTo(mirror.url());
        assertThat(mirror.requests()).allMatch(request -> request.endsWith("?ns=ghcr.io"));
    }

    @Test
    void anEmptyFolderHidesTheDefaultOne() throws IOException {
        hosts("_default", "[host.\"%s\"]\n  ca = \"ca.crt\"".formatted(mirror.url()));
        Files.createDirectory(certs.resolve("127.0.0.1_1_"));

        assertThatThrownBy(() -> pull("127.0.0.1:1/a/b:1")).isInstanceOf(PullException.class);
        assertThat(mirror.requests()).isEmpty();
    }

    @Test
    void aMissingCaFileFailsEveryPullOfTheHost() throws IOException {
        mirrorThenUpstream();
        Files.delete(certs.resolve("docker.io/ca.crt"));

        assertThatThrownBy(() -> pull("alpine")).hasMessageContaining("is missing or holds no certificate");
    }

    @Test
    void aServerThatIsNotTrustedIsPassedOver() throws IOException {
        mirrorThenUpstream();
        upstream.image("1");
        try (TestRegistry stranger = new TestRegistry(TestCa.named("stranger"))) {
            stranger.image("1");
            hosts("docker.io", """
                    server = "%s"
                    ca = "ca.crt"
                    [host."%s"]
                      ca = "ca.crt"
                    """.formatted(upstream.url(), stranger.url()));

            assertThat(pull("docker.io/a/b:1").endpoint()).isEqualTo(upstream.url());
        }
    }

    @Test
    void picksTheManifestOfThisMachineOutOfAnIndex() throws IOException {
        mirrorThenUpstream();
        Digest image = mirror.image("unused");
        Digest index = mirror.put(
                """
                {"manifests":[{"digest":"sha256:%s","platform":{"os":"windows","architecture":"amd64"}},
                {"digest":"%s","platform":{"os":"linux","architecture":"%s"}}]}""".formatted("0".repeat(64), image, PullClient.architecture()).getBytes(StandardCharsets.US_ASCII));

        assertThat(pull("docker.io/a/b@" + index).digest()).isEqualTo(index);
    }

    @Test
    void explainsTheOrderAndTheReasons() throws IOException {
        mirrorThenUpstream();

        assertThat(new Explanation(new HostsLookup(certs)).of(ImageReference.parse("alpine")))
                .isEqualTo("""
                        docker.io/library/alpine:latest
                        %s/docker.io/hosts.toml (not Roadstead's, or edited)
                        1. %s  pull, resolve  ns=docker.io  ca ca.crt
                        2. %s  pull, resolve, push  ns=docker.io  ca ca.crt
                        """.formatted(certs, mirror.url(), upstream.url()));
    }

    @Test
    void explainsThatABrokenFileIsIgnored() throws IOException {
        hosts("docker.io", "server = \"https://a.example\"");

        assertThat(new Explanation(new HostsLookup(certs)).of(ImageReference.parse("alpine")))
                .contains("containerd ignores the file: it has no [host] table")
                .contains("1. https://registry-1.docker.io  pull, resolve, push\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER/x", "docker.io/", "a b", "x@sha256:12", "../../etc/passwd", "docker.io/a:b:c"})
    void refusesWhatIsNoImage(String image) {
        assertThatThrownBy(() -> ImageReference.parse(image)).isInstanceOf(PullException.class);
    }
}
