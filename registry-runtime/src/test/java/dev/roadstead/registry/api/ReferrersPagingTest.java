package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.api.TestApi.Reply;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.content.TestContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferrersPagingTest {
    private static final Digest SUBJECT = Digest.sha256(new byte[] {1});
    private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

    @TempDir
    Path folder;

    @Test
    void givesManyReferrersOnSeveralPages() throws Exception {
        assertThat(sizesOfPages(1_005, "x")).containsExactly(1_000, 5);
    }

    @Test
    void keepsAPageBelowFourMebibytes() throws Exception {
        List<Integer> sizes = sizesOfPages(10, "x".repeat(1 << 20));

        assertThat(sizes).hasSizeGreaterThan(3).allMatch(size -> size < 4);
    }

    private List<Integer> sizesOfPages(int referrers, String note) throws Exception {
        try (TestApi api = new TestApi(TestContent.inMemory(folder, 0))) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < referrers; i++) {
                    NewManifest referrer = referrer(i, note);
                    threads.execute(
                            () -> api.content().store().manifests().cache(Repository.parse("team/app"), referrer));
                }
            }
            return follow(api, referrers);
        }
    }

    private static List<Integer> follow(TestApi api, int referrers) throws Exception {
        Set<String> found = new HashSet<>();
        List<Integer> sizes = new ArrayList<>();
        String url = "/v2/team/app/referrers/" + SUBJECT;
        while (!url.isEmpty()) {
            Reply reply = api.call("GET", url);
            JsonNode page = new JsonMapper().readTree(reply.content());
            page.get("manifests").forEach(entry -> found.add(entry.get("digest").asText()));
            sizes.add(page.get("manifests").size());
            Matcher next = NEXT.matcher(reply.header("Link"));
            url = next.matches() ? next.group(1) : "";
        }
        assertThat(found).hasSize(referrers);
        return sizes;
    }

    private static NewManifest referrer(int number, String note) {
        byte[] content =
                """
                {"schemaVersion":2,"mediaType":"%s","manifests":[],"artifactType":"t",
                "subject":{"mediaType":"m","digest":"%s","size":1},"annotations":{"n":"%d","note":"%s"}}""".formatted(MediaTypes.OCI_INDEX, SUBJECT, number, note).getBytes(StandardCharsets.UTF_8);
        return new NewManifest(Digest.sha256(content), Manifest.parse(content, null), content, List.of());
    }
}
