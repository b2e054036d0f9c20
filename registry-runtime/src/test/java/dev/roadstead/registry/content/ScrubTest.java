package dev.roadstead.registry.content;

import static dev.roadstead.registry.content.TestContent.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.oci.Manifest;
import dev.roadstead.oci.MediaTypes;
import dev.roadstead.oci.Repository;
import dev.roadstead.registry.content.Manifests.NewManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
    private static final Repository APP = Repository.parse("team/app");

    @TempDir
    Path folder;

    private final List<String> damages = new ArrayList<>();
    private final List<Long> progress = new ArrayList<>();
    private TestContent content;
    private Digest one;
    private Digest two;

    @BeforeEach
    void fill() throws IOException {
        content = TestContent.withFiles(folder);
        one = content.push("team/app", "one");
        two = content.push("team/app", "two two");
        byte[] manifest = bytes("""
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"c","digest":"%s","size":3}}""".formatted(MediaTypes.OCI_MANIFEST, one));
        content.store()
                .manifests()
                .push(
                        APP,
                        new NewManifest(Digest.sha256(manifest), Manifest.parse(manifest, null), manifest, List.of()),
                        false);
    }

    @AfterEach
    void close() throws IOException {
        content.close();
    }

    private Scrub.Result scrub() {
        return new Scrub(content.objects(), content.metadata(), damages::add, (read, _) -> progress.add(read)).run();
    }

    private Path object(Digest digest) throws IOException {
        return content.store()
                .blobs()
                .find(APP, digest)
                .orElseThrow()
                .content()
                .file()
                .orElseThrow();
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(scrub()).isEqualTo(new Scrub.Result(2, 10, 1, 0));
        assertThat(damages).isEmpty();
        assertThat(progress).hasSize(2).endsWith(10L);
    }

    @Test
    void findsBytesThatChanged() throws IOException {
        Files.writeString(object(two), "two twa");

        assertThat(scrub().damaged()).isEqualTo(1);
        assertThat(damages).containsExactly("blob " + two + " holds the bytes of " + Digest.sha256(bytes("two twa")));
    }

    @Test
    void findsObjectsThatAreCutShortOrGone() throws IOException {
        Path first = object(one);
        Path second = object(two);
        Files.delete(first);
        Files.writeString(second, "two");

        assertThat(scrub().damaged()).isEqualTo(2);
        assertThat(damages)
                .containsExactlyInAnyOrder(
                        "blob " + one + " is missing: its object " + first.getFileName() + " is not there",
                        "blob " + two + " has 3 of 7 bytes");
    }

    @Test
    void findsManifestsThatChanged() throws SQLException {
        try (Connection metadata = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("metadata.db"));
                Statement statement = metadata.createStatement()) {
            statement.execute("UPDATE manifest SET payload = x'7b7d'");
        }

        assertThat(scrub().damaged()).isEqualTo(1);
        assertThat(damages)
                .singleElement()
                .asString()
                .startsWith("manifest team/app@sha256:")
                .endsWith(" holds the bytes of " + Digest.sha256(bytes("{}")));
    }
}
