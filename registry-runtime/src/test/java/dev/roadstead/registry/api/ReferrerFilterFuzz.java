package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.registry.content.TestContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// A filter finds what has its type and nothing else, whatever characters it holds.
@Tag("fuzz")
class ReferrerFilterFuzz {
    private static final Digest SUBJECT = Digest.sha256(new byte[] {1});
    private static TestApi api;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        api = new TestApi(TestContent.inMemory(folder, 1 << 20));
        String referrer = """
                {"schemaVersion":2,"manifests":[],"artifactType":"a/b","subject":{"mediaType":"m","digest":"%s","size":1}}""".formatted(SUBJECT);
        assertThat(api.putManifest("a", "x", MediaTypes.OCI_INDEX, referrer).status())
                .isEqualTo(201);
    }

    @AfterAll
    static void close() throws Exception {
        api.close();
    }

    @FuzzTest(maxDuration = "10s")
    void lists(byte[] input) throws Exception {
        String type = new String(input, StandardCharsets.UTF_8);
        TestApi.Reply reply = api.call(
                "GET",
                "/v2/a/referrers/" + SUBJECT + "?artifactType="
                        + URLEncoder.encode(type, StandardCharsets.UTF_8).replace("+", "%20") + "&last="
                        + URLEncoder.encode(type, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(reply.status()).isEqualTo(200);
        for (JsonNode found : new JsonMapper().readTree(reply.content()).path("manifests")) {
            assertThat(found.path("artifactType").asText()).isEqualTo(type.isEmpty() ? "a/b" : type);
        }
        assertThat(reply.headers().all("OCI-Filters-Applied")).hasSize(type.isEmpty() ? 0 : 1);
    }
}
