package dev.roadstead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.oci.Digest;
import dev.roadstead.registry.api.TestApi.Reply;
import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkedUploadTest {
    private static final String HELLO =
            Digest.sha256("hello world".getBytes(StandardCharsets.UTF_8)).toString();

    @TempDir
    Path folder;

    private TestApi api;

    @BeforeEach
    void open() {
        api = new TestApi(TestContent.withFiles(folder));
    }

    @AfterEach
    void close() throws IOException {
        api.close();
    }

    private String start() throws IOException {
        return api.call("POST", "/v2/team/app/blobs/uploads/").header("Location");
    }

    private Reply patch(String upload, String range, String text) throws IOException {
        return api.call(
                "PATCH",
                upload,
                range.isEmpty() ? Headers.NONE : Headers.of("Content-Range", range),
                text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesABlobInChunks() throws IOException {
        String upload = start();

        Reply first = patch(upload, "0-5", "hello ");
        Reply second = patch(first.header("Location"), "6-10", "world");
        Reply last = api.call("PUT", second.header("Location") + "?digest=" + HELLO);

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.header("Range")).isEqualTo("0-5");
        assertThat(second.header("Range")).isEqualTo("0-10");
        assertThat(last.status()).isEqualTo(201);
        assertThat(api.call("GET", last.header("Location")).text()).isEqualTo("hello world");
        assertThat(api.call("GET", upload).status()).isEqualTo(404);
    }

    @Test
    void takesTheLastChunkWithThePut() throws IOException {
        String upload = start();
        patch(upload, "0-5", "hello ");

        Reply last = api.call(
                "PUT",
                upload + "?digest=" + HELLO,
                Headers.of("Content-Range", "6-10"),
                "world".getBytes(StandardCharsets.UTF_8));

        assertThat(last.status()).isEqualTo(201);
    }

    @Test
    void takesAStreamOfUnknownLength() throws IOException {
        String upload = start();

        Reply streamed = api.call(
                "PATCH",
                upload,
                Headers.NONE,
                new TestApi.ArrayBody("hello world".getBytes(StandardCharsets.UTF_8), OptionalLong.empty()));

        assertThat(streamed.status()).isEqualTo(202);
        assertThat(api.call("PUT", upload + "?digest=" + HELLO).status()).isEqualTo(201);
    }

    @Test
    void tellsHowFarAnUploadIs() throws IOException {
        String upload = start();
        patch(upload, "", "hello ");

        Reply progress = api.call("GET", upload);

        assertThat(progress.status()).isEqualTo(204);
        assertThat(progress.header("Range")).isEqualTo("0-5");
        assertThat(progress.header("Location")).isEqualTo(upload);
    }

    @Test
    void refusesAChunkOutOfOrder() throws IOException {
        String upload = start();
        patch(upload, "0-5", "hello ");

        assertThat(patch(upload, "0-5", "hello ").status()).isEqualTo(416);
        assertThat(patch(upload, "7-11", "world").status()).isEqualTo(416);
        assertThat(patch(upload, "6-10", "world").status()).isEqualTo(202);
    }

    @Test
    void refusesToFinishWithoutOneDigest() throws IOException {
        String upload = start();
        patch(upload, "", "hello world");

        assertThat(api.call("PUT", upload).status()).isEqualTo(400);
        assertThat(api.call("PUT", upload + "?digest=" + HELLO + "&digest=" + HELLO)
                        .status())
                .isEqualTo(400);
        assertThat(api.call("PUT", upload + "?digest=" + HELLO).status()).isEqualTo(201);
    }

    @Test
    void cancelsAnUpload() throws IOException {
        String upload = start();

        assertThat(api.call("DELETE", upload).status()).isEqualTo(204);
        assertThat(api.call("DELETE", upload).status()).isEqualTo(404);
        assertThat(patch(upload, "", "hello").status()).isEqualTo(404);
    }

    @Test
    void anUploadCannotBeReachedThroughAnotherRepository() throws IOException {
        String upload = start();
        api.pushBlob("team/other", "x");

        assertThat(patch(upload.replace("team/app", "team/other"), "", "hello").status())
                .isEqualTo(404);
    }

    @Test
    void aFullDiskIs507AndPullsGoOn(@TempDir Path other) throws IOException {
        try (TestApi small = new TestApi(TestContent.inMemory(other, 20))) {
            Digest kept = small.pushBlob("team/app", "0123456789");
            Reply full = small.call(
                    "POST",
                    "/v2/team/app/blobs/uploads/?digest=" + HELLO,
                    Headers.NONE,
                    "hello world".getBytes(StandardCharsets.UTF_8));

            assertThat(full.status()).isEqualTo(507);
            assertThat(full.text()).contains("\"errors\"", "storage is full").doesNotContain("Exception");
            assertThat(small.call("GET", "/v2/team/app/blobs/" + kept).text()).isEqualTo("0123456789");
            assertThat(small.call("GET", "/v2/team/app/blobs/" + HELLO).status())
                    .isEqualTo(404);
        }
    }
}
