package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.oci.Tag;
import dev.roadstead.registry.content.Manifests.NewManifest;
import dev.roadstead.registry.metadata.ReferrerTable.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Referrers whose annotations are as large as a manifest may be: all of them at once would not fit into memory.
final class BigReferrers {
    private static final int COUNT = 8;
    private static final int PAGE_SIZE_IN_BYTES = 4 << 20;
    private static final Repository REPOSITORY = Repository.parse("big/referrers");
    private static final String NOTE = "n".repeat((4 << 20) - 1000);

    private BigReferrers() {}

    static void named(AttackedRegistry registry) throws Exception {
        String subject = Seed.digest("named");
        for (int i = 0; i < COUNT; i++) {
            store(registry, note(i, Seed.subject(subject)), List.of());
        }

        Window page = new Window("", 1_001, 3L << 20);
        assertThat(registry.content().store().manifests().referrers(REPOSITORY, Digest.parse(subject), null, page))
                .hasSize(2);
        assertThat(pages(registry, subject)).hasSize(COUNT).doesNotHaveDuplicates();
    }

    /// Of these, as many as a request may reasonably read.
    static void listed(AttackedRegistry registry) throws Exception {
        String subject = Seed.digest("listed");
        List<String> entries = IntStream.range(0, COUNT)
                .mapToObj(i -> store(registry, note(i, ""), List.of()))
                .map(digest -> Seed.descriptor(MediaTypes.OCI_INDEX, digest.toString(), "1", ""))
                .toList();
        store(registry, Seed.index(String.join(",", entries), ""), List.of(Tag.parse(subject.replace(':', '-'))));

        assertThat(pages(registry, subject)).hasSizeBetween(3, COUNT).doesNotHaveDuplicates();
    }

    private static String note(int number, String subject) {
        return Seed.index("", ",\"annotations\":{\"%d\":\"%s\"}%s".formatted(number, NOTE, subject));
    }

    private static Digest store(AttackedRegistry registry, String index, List<Tag> tags) {
        byte[] content = index.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha256(content);
        registry.content()
                .store()
                .manifests()
                .cache(REPOSITORY, new NewManifest(digest, Manifest.parse(content, null), content, tags));
        return digest;
    }

    private static List<String> pages(AttackedRegistry registry, String subject) throws Exception {
        List<String> digests = new ArrayList<>();
        String next = "/v2/" + REPOSITORY + "/referrers/" + subject;
        while (!next.isEmpty()) {
            Answer page = registry.get(next);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body().length).isLessThan(PAGE_SIZE_IN_BYTES + 1000);
            digests.addAll(page.json().path("manifests").findValuesAsText("digest"));
            next = page.header("Link").replaceAll("^<(.*)>.*", "$1");
        }
        return digests;
    }
}
