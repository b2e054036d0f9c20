package dev.roadstead.registry.api;

import static dev.roadstead.registry.api.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.registry.content.TestContent;
import dev.roadstead.registry.http.Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One table for the whole API, run over every store. Rows run in order; those that change something come last.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryApiTest {
    private static final String APP = "/v2/team/app/";

    private final List<TestApi> opened = new ArrayList<>();

    @AfterAll
    void close() throws IOException {
        for (TestApi api : opened) {
            api.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> answers(@TempDir Path files, @TempDir Path memory) throws IOException {
        return Stream.of(
                over("files", TestContent.withFiles(files)), over("memory", TestContent.inMemory(memory, 64 << 20)));
    }

    private DynamicContainer over(String store, TestContent content) throws IOException {
        TestApi api = new TestApi(content);
        opened.add(api);
        Fixture fixture = new Fixture(api);
        Stream<Call> calls = Stream.of(
                        paths(),
                        blobs(),
                        ranges(),
                        manifests(fixture),
                        refusedManifests(fixture),
                        lists(),
                        uploads(),
                        changes(fixture))
                .flatMap(List::stream);
        return DynamicContainer.dynamicContainer(
                store, calls.map(row -> DynamicTest.dynamicTest(row.name(), () -> run(api, fixture, row))));
    }

    private static void run(TestApi api, Fixture fixture, Call row) throws IOException {
        Headers headers = Headers.NONE;
        for (var header : row.headers().asMap().entrySet()) {
            for (String value : header.getValue()) {
                headers = headers.with(header.getKey(), fixture.fill(value));
            }
        }

        TestApi.Reply reply = api.call(row.method(), fixture.fill(row.url()), headers, row.bodyBytes());

        assertThat(reply.status()).as(reply.text()).isEqualTo(row.status());
        row.expectedHeaders()
                .forEach(expected -> assertThat(reply.headers().all(expected.getKey()))
                        .as(expected.getKey())
                        .contains(fixture.fill(expected.getValue())));
        row.absentHeaders()
                .forEach(absent -> assertThat(reply.header(absent)).as(absent).isEmpty());
        row.expectedTexts().forEach(text -> assertThat(reply.text()).contains(fixture.fill(text)));
        if (row.status() >= 400) {
            assertThat(reply.text()).doesNotContain("Exception", "/tmp", "dev.roadstead");
        }
    }

    private static List<Call> paths() {
        return List.of(
                call("says that it is a registry")
                        .get("/v2/")
                        .expect(200)
                        .replies("Docker-Distribution-API-Version", "registry/2.0"),
                call("answers /v2, too").get("/v2").expect(200),
                call("knows no other path").get("/v3/").expect(404),
                call("knows no other resource").get("/v2/team/app/stuff/x").expect(404),
                call("knows no other list of tags").get("/v2/team/app/tags/all").expect(404),
                call("refuses upper case names").get("/v2/UPPER/case/tags/list").expect(400, "NAME_INVALID"),
                call("refuses an empty component").get("/v2/a//b/tags/list").expect(400, "NAME_INVALID"),
                call("refuses dots as a component").get("/v2/../etc/tags/list").expect(400, "NAME_INVALID"),
                call("refuses encoded dots").get("/v2/%2e%2e/etc/tags/list").expect(400, "NAME_INVALID"),
                call("refuses NUL").get("/v2/a%00/tags/list").expect(400, "NAME_INVALID"),
                call("refuses long names")
                        .get("/v2/" + "a".repeat(256) + "/tags/list")
                        .expect(400, "NAME_INVALID"),
                call("reads a name like a route").get("/v2/a/blobs/b/tags/list").expect(404, "NAME_UNKNOWN"),
                call("reads a name that ends like a route")
                        .get("/v2/a/manifests/manifests/x")
                        .expect(404, "MANIFEST_UNKNOWN"),
                call("a digest is no tag").get(APP + "manifests/sha256:abc").expect(400, "DIGEST_INVALID"),
                call("a digest is no path")
                        .get(APP + "blobs/sha256:..%2f..%2fetc%2fpasswd")
                        .expect(404),
                call("a malformed digest of a blob")
                        .get(APP + "blobs/sha256:baddigeststring")
                        .expect(400, "DIGEST_INVALID"),
                call("no PATCH of manifests")
                        .with("PATCH", APP + "manifests/v1")
                        .expect(405, "UNSUPPORTED")
                        .replies("Allow", "GET, HEAD, PUT, DELETE"),
                call("no TRACE")
                        .with("TRACE", APP + "blobs/{hello}")
                        .expect(405, "UNSUPPORTED")
                        .replies("Allow", "GET, HEAD, DELETE"),
                call("no POST of tags").post(APP + "tags/list").expect(405, "UNSUPPORTED"),
                call("no DELETE of everything").delete("/v2/").expect(405, "UNSUPPORTED"),
                call("no DELETE of the catalog").delete("/v2/_catalog").expect(405, "UNSUPPORTED"),
                call("no PUT of referrers").put(APP + "referrers/{image}").expect(405, "UNSUPPORTED"),
                call("no GET of the uploads").get(APP + "blobs/uploads/").expect(405, "UNSUPPORTED"),
                call("no POST of an upload").post(APP + "blobs/uploads/x").expect(405, "UNSUPPORTED"));
    }

    private static List<Call> blobs() {
        return List.of(
                call("gives a blob")
                        .get(APP + "blobs/{hello}")
                        .expect(200)
                        .text("hello world")
                        .replies("Docker-Content-Digest", "{hello}")
                        .replies("Accept-Ranges", "bytes")
                        .replies("X-Content-Type-Options", "nosniff"),
                call("describes a blob")
                        .head(APP + "blobs/{hello}")
                        .expect(200)
                        .replies("Docker-Content-Digest", "{hello}"),
                call("gives an empty blob").get(APP + "blobs/{empty}").expect(200),
                call("has no missing blob").get(APP + "blobs/{missing}").expect(404, "BLOB_UNKNOWN"),
                call("has no missing blob for HEAD")
                        .head(APP + "blobs/{missing}")
                        .expect(404),
                call("has no blob of another repository")
                        .get(APP + "blobs/{secret}")
                        .expect(404, "BLOB_UNKNOWN"),
                call("has no blob of an unknown repository")
                        .get("/v2/no/body/blobs/{hello}")
                        .expect(404, "BLOB_UNKNOWN"),
                call("a blob is not known by another hash")
                        .get(APP + "blobs/{sha512}")
                        .expect(404, "BLOB_UNKNOWN"),
                call("an unchanged blob is not sent")
                        .get(APP + "blobs/{hello}")
                        .header("If-None-Match", "\"x\", \"{hello}\"")
                        .expect(304)
                        .replies("ETag", "\"{hello}\""),
                call("deletes no blob that is needed")
                        .delete(APP + "blobs/{hello}")
                        .expect(409, "UNSUPPORTED"),
                call("deletes no missing blob").delete(APP + "blobs/{missing}").expect(404, "BLOB_UNKNOWN"),
                call("deletes no blob of another repository")
                        .delete(APP + "blobs/{secret}")
                        .expect(404, "BLOB_UNKNOWN"));
    }

    private static List<Call> ranges() {
        Call blob = call("").get(APP + "blobs/{hello}");
        return List.of(
                ranged(blob, "a range", "bytes=0-4").expect(206).text("hello").replies("Content-Range", "bytes 0-4/11"),
                ranged(blob, "an open range", "bytes=6-")
                        .expect(206)
                        .text("world")
                        .replies("Content-Range", "bytes 6-10/11"),
                ranged(blob, "a suffix", "bytes=-5")
                        .expect(206)
                        .text("world")
                        .replies("Content-Range", "bytes 6-10/11"),
                ranged(blob, "a range beyond the end", "bytes=6-99").expect(206).text("world"),
                ranged(blob, "no range after the end", "bytes=11-").expect(416).replies("Content-Range", "bytes */11"),
                ranged(blob, "no backward range", "bytes=5-0").expect(416),
                ranged(blob, "no empty suffix", "bytes=-0").expect(416),
                ranged(blob, "the whole for many ranges", "bytes=0-0,0-0,0-0")
                        .expect(200)
                        .text("hello world")
                        .without("Content-Range"),
                ranged(blob, "the whole for another unit", "lines=0-1")
                        .expect(200)
                        .text("hello world"),
                ranged(blob, "a range of the same blob", "bytes=0-4")
                        .header("If-Range", "\"{hello}\"")
                        .expect(206),
                ranged(blob, "the whole of a changed blob", "bytes=0-4")
                        .header("If-Range", "\"other\"")
                        .expect(200),
                ranged(call("").get(APP + "blobs/{empty}"), "no range of nothing", "bytes=0-")
                        .expect(416));
    }

    private static Call ranged(Call blob, String name, String range) {
        return new Call(
                "gives " + name,
                blob.method(),
                blob.url(),
                Headers.of("Range", range),
                "",
                0,
                List.of(),
                List.of(),
                List.of());
    }

    private static List<Call> manifests(Fixture fixture) {
        return List.of(
                call("gives a manifest by tag")
                        .get(APP + "manifests/v1")
                        .expect(200)
                        .text(fixture.text("image"))
                        .replies("Content-Type", Fixture.IMAGE)
                        .replies("Docker-Content-Digest", "{image}"),
                call("gives a manifest by digest")
                        .get(APP + "manifests/{image}")
                        .expect(200)
                        .text(fixture.text("image")),
                call("describes a manifest")
                        .head(APP + "manifests/v1")
                        .expect(200)
                        .replies("Docker-Content-Digest", "{image}")
                        .replies("Content-Type", Fixture.IMAGE),
                call("gives what is stored, whatever is accepted")
                        .get(APP + "manifests/multi")
                        .header("Accept", Fixture.IMAGE)
                        .expect(200)
                        .replies("Content-Type", Fixture.INDEX),
                call("an unchanged manifest is not sent")
                        .get(APP + "manifests/v1")
                        .header("If-None-Match", "\"{image}\"")
                        .expect(304),
                call("has no unknown tag").get(APP + "manifests/nope").expect(404, "MANIFEST_UNKNOWN"),
                call("has no unknown manifest").get(APP + "manifests/{missing}").expect(404, "MANIFEST_UNKNOWN"),
                call("has no manifest of another repository")
                        .get("/v2/other/private/manifests/{image}")
                        .expect(404, "MANIFEST_UNKNOWN"),
                call("has no manifest of an unknown repository")
                        .get("/v2/no/body/manifests/v1")
                        .expect(404, "MANIFEST_UNKNOWN"),
                call("a blob is no manifest").get(APP + "manifests/{hello}").expect(404, "MANIFEST_UNKNOWN"),
                call("deletes no unknown tag").delete(APP + "manifests/nope").expect(404, "MANIFEST_UNKNOWN"),
                call("deletes no unknown manifest")
                        .delete(APP + "manifests/{missing}")
                        .expect(404, "MANIFEST_UNKNOWN"));
    }

    private static Call put(String name, String reference, String type, String body) {
        return call(name)
                .put(APP + "manifests/" + reference)
                .header("Content-Type", type)
                .body(body);
    }

    private static List<Call> refusedManifests(Fixture fixture) {
        String image = fixture.text("image");
        return List.of(
                put("refuses no JSON", "bad", Fixture.IMAGE, "hello").expect(400, "MANIFEST_INVALID"),
                put("refuses nothing", "bad", Fixture.IMAGE, "").expect(400, "MANIFEST_INVALID"),
                put("refuses another Content-Type", "bad", Fixture.INDEX, image).expect(400, "MANIFEST_INVALID"),
                put(
                                "refuses layers and manifests",
                                "bad",
                                Fixture.IMAGE,
                                image.replace("\"layers\"", "\"manifests\":[],\"layers\""))
                        .expect(400, "MANIFEST_INVALID"),
                put(
                                "refuses duplicate keys",
                                "bad",
                                Fixture.IMAGE,
                                image.replace("\"layers\"", "\"layers\":[],\"layers\""))
                        .expect(400, "MANIFEST_INVALID"),
                put("refuses a wrong size of a layer", "bad", Fixture.IMAGE, fixture.image("hello", 12, ""))
                        .expect(400, "MANIFEST_INVALID"),
                put("refuses a missing blob, by its name", "bad", Fixture.IMAGE, fixture.image("missing", 1, ""))
                        .expect(400, "MANIFEST_BLOB_UNKNOWN")
                        .text("{missing}"),
                put("refuses a blob of another repository", "bad", Fixture.IMAGE, fixture.image("secret", 14, ""))
                        .expect(400, "MANIFEST_BLOB_UNKNOWN")
                        .text("{secret}"),
                put("refuses other bytes than the digest's", fixture.digest("missing"), Fixture.IMAGE, image)
                        .expect(400, "DIGEST_INVALID"),
                put("refuses a bad tag", ".bad", Fixture.IMAGE, image).expect(400, "MANIFEST_INVALID"),
                put("refuses more than 4 MiB", "bad", Fixture.IMAGE, " ".repeat((4 << 20) + 1))
                        .expect(413, "MANIFEST_INVALID"),
                put("refuses encoded content", "bad", Fixture.IMAGE, image)
                        .header("Content-Encoding", "gzip")
                        .expect(415, "UNSUPPORTED"),
                put("refuses too many tags", "bad?" + "tag=t&".repeat(101), Fixture.IMAGE, image)
                        .expect(414, "UNSUPPORTED"),
                call("and stored none of them").get(APP + "manifests/bad").expect(404, "MANIFEST_UNKNOWN"));
    }

    private static List<Call> lists() {
        return List.of(
                call("lists tags in the order of their bytes")
                        .get(APP + "tags/list?n=2")
                        .expect(200)
                        .text("{\"name\":\"team/app\",\"tags\":[\"latest\",\"multi\"]}")
                        .replies("Link", "</v2/team/app/tags/list?n=2&last=multi>; rel=\"next\""),
                call("lists the tags after one")
                        .get(APP + "tags/list?last=multi")
                        .expect(200)
                        .text("\"v1\"]")
                        .without("Link"),
                call("lists the tags after an unknown one")
                        .get(APP + "tags/list?last=n")
                        .expect(200)
                        .text("[\"sha256-"),
                call("lists no tags at all")
                        .get(APP + "tags/list?n=0")
                        .expect(200)
                        .text("\"tags\":[]")
                        .without("Link"),
                call("lists as many as there are")
                        .get(APP + "tags/list?n=4")
                        .expect(200)
                        .without("Link"),
                call("clamps a large n")
                        .get(APP + "tags/list?n=1000000000")
                        .expect(200)
                        .without("Link"),
                call("refuses a negative n").get(APP + "tags/list?n=-1").expect(400),
                call("refuses a huge n")
                        .get(APP + "tags/list?n=18446744073709551616")
                        .expect(400),
                call("refuses n that is no number").get(APP + "tags/list?n=abc").expect(400),
                call("lists no tags of an unknown repository")
                        .get("/v2/no/body/tags/list")
                        .expect(404, "NAME_UNKNOWN"),
                call("lists repositories").get("/v2/_catalog").expect(200).text("{\"repositories\":[\"team/app\"]}"),
                call("lists no repositories at all")
                        .get("/v2/_catalog?n=0")
                        .expect(200)
                        .text("[]"),
                call("lists all referrers")
                        .get(APP + "referrers/{image}")
                        .expect(200)
                        .text("{signature}")
                        .text("{sbom}")
                        .text("{legacy}")
                        .text("\"artifactType\":\"sig/x\"")
                        .text("\"annotations\":{\"by\":\"me\"}")
                        .replies("Content-Type", Fixture.INDEX)
                        .without("OCI-Filters-Applied"),
                call("lists referrers of a type")
                        .get(APP + "referrers/{image}?artifactType=sig%2Fx")
                        .expect(200)
                        .text("\"manifests\":[{\"mediaType\":\"" + Fixture.IMAGE + "\",\"digest\":\"{signature}\"")
                        .replies("OCI-Filters-Applied", "artifactType"),
                call("lists referrers of the fallback tag")
                        .get(APP + "referrers/{image}?artifactType=legacy/x")
                        .expect(200)
                        .text("{legacy}"),
                call("lists no referrers of what nobody refers to")
                        .get(APP + "referrers/{missing}")
                        .expect(200)
                        .text("\"manifests\":[]"),
                call("lists no referrers in an unknown repository")
                        .get("/v2/no/body/referrers/{image}")
                        .expect(200)
                        .text("\"manifests\":[]"),
                call("refuses a bad subject").get(APP + "referrers/sha256:abc").expect(400, "DIGEST_INVALID"));
    }

    private static List<Call> uploads() {
        String posts = "/v2/up/load/blobs/uploads/";
        return List.of(
                call("takes a blob in one request")
                        .post(posts + "?digest={hello}")
                        .body("hello world")
                        .expect(201)
                        .replies("Location", "/v2/up/load/blobs/{hello}")
                        .replies("Docker-Content-Digest", "{hello}"),
                call("takes a blob by sha512")
                        .post(posts + "?digest={sha512}")
                        .body("hello world")
                        .expect(201)
                        .replies("Docker-Content-Digest", "{sha512}"),
                call("takes an empty blob").post(posts + "?digest={empty}").expect(201),
                call("refuses other content in one request")
                        .post(posts + "?digest={missing}")
                        .body("hello world")
                        .expect(400, "DIGEST_INVALID"),
                call("refuses two digests")
                        .post(posts + "?digest={hello}&digest={hello}")
                        .body("hello world")
                        .expect(400, "DIGEST_INVALID"),
                call("refuses an unknown algorithm")
                        .post(posts + "?digest-algorithm=md5")
                        .expect(400, "DIGEST_INVALID"),
                call("starts an upload").post(posts).expect(202).replies("Range", "0-0"),
                call("starts an upload without the slash")
                        .post("/v2/up/load/blobs/uploads")
                        .expect(202),
                call("starts an upload by sha512")
                        .post(posts + "?digest-algorithm=sha512")
                        .expect(202),
                call("refuses more than the largest blob")
                        .post(posts + "?digest={missing}")
                        .body("x".repeat(1_001))
                        .expect(413, "SIZE_INVALID"),
                call("refuses encoded blobs")
                        .post(posts + "?digest={hello}")
                        .header("Content-Encoding", "gzip")
                        .expect(415, "UNSUPPORTED"),
                call("mounts a blob")
                        .post("/v2/mo/unt/blobs/uploads/?mount={hello}&from=team/app")
                        .expect(201)
                        .replies("Location", "/v2/mo/unt/blobs/{hello}"),
                call("has the mounted blob")
                        .get("/v2/mo/unt/blobs/{hello}")
                        .expect(200)
                        .text("hello world"),
                call("mounts a blob from anywhere")
                        .post("/v2/mo/unt/blobs/uploads/?mount={config}")
                        .expect(201),
                call("mounts no missing blob")
                        .post("/v2/mo/unt/blobs/uploads/?mount={missing}&from=team/app")
                        .expect(202)
                        .replies("Range", "0-0"),
                call("mounts no missing blob from anywhere")
                        .post("/v2/mo/unt/blobs/uploads/?mount={missing}")
                        .expect(202),
                call("mounts no blob that the source does not have")
                        .post("/v2/mo/unt/blobs/uploads/?mount={secret}&from=team/app")
                        .expect(202),
                call("and does not have it then")
                        .head("/v2/mo/unt/blobs/{secret}")
                        .expect(404),
                call("mounts nothing from a bad name")
                        .post("/v2/mo/unt/blobs/uploads/?mount={hello}&from=BAD")
                        .expect(202),
                call("refuses to mount a bad digest")
                        .post("/v2/mo/unt/blobs/uploads/?mount=sha256:x&from=team/app")
                        .expect(400, "DIGEST_INVALID"),
                call("knows no such upload")
                        .get(posts + "123e4567-e89b-12d3-a456-426614174000")
                        .expect(404, "BLOB_UPLOAD_UNKNOWN"),
                call("knows no upload like a path").get(posts + "..%2f..%2fx").expect(404),
                call("cancels no unknown upload").delete(posts + "x").expect(404, "BLOB_UPLOAD_UNKNOWN"),
                call("refuses a bad Content-Range")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "bytes 0-4/*")
                        .body("hello")
                        .expect(400, "BLOB_UPLOAD_INVALID"),
                call("refuses a backward Content-Range")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "5-3")
                        .body("hello")
                        .expect(400, "BLOB_UPLOAD_INVALID"),
                call("refuses half a Content-Range")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "0")
                        .body("hello")
                        .expect(400, "BLOB_UPLOAD_INVALID"),
                call("refuses a huge Content-Range")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "0-99999999999999999999")
                        .body("hello")
                        .expect(400, "BLOB_UPLOAD_INVALID"),
                call("refuses two Content-Ranges")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "0-4")
                        .header("Content-Range", "0-4")
                        .body("hello")
                        .expect(400, "BLOB_UPLOAD_INVALID"),
                call("refuses a Content-Range of another length")
                        .with("PATCH", posts + "x")
                        .header("Content-Range", "0-3")
                        .body("hello")
                        .expect(400, "SIZE_INVALID"));
    }

    private static List<Call> changes(Fixture fixture) {
        String subject = fixture.image("hello", 11, ",\"subject\":" + fixture.descriptor("image"));
        String sparse = "{\"schemaVersion\":2,\"mediaType\":\"" + Fixture.INDEX + "\",\"manifests\":[{\"mediaType\":\""
                + Fixture.IMAGE + "\",\"digest\":\"" + fixture.digest("missing") + "\",\"size\":7}]}";
        String docker =
                fixture.image("hello", 11, "").replace(Fixture.IMAGE, dev.roadstead.oci.MediaTypes.DOCKER_MANIFEST);
        String foreign = fixture.image("missing", 7, "")
                .replace("l/x", "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip");
        return List.of(
                put("takes a manifest with a subject", "signed", Fixture.IMAGE, subject)
                        .expect(201)
                        .replies("OCI-Subject", "{image}"),
                put("takes a sparse index", "sparse", Fixture.INDEX, sparse).expect(201),
                put("takes a Docker manifest", "docker", dev.roadstead.oci.MediaTypes.DOCKER_MANIFEST, docker)
                        .expect(201),
                call("and gives it as one")
                        .get(APP + "manifests/docker")
                        .expect(200)
                        .replies("Content-Type", dev.roadstead.oci.MediaTypes.DOCKER_MANIFEST)
                        .text(docker),
                put("takes layers that are elsewhere", "foreign", Fixture.IMAGE, foreign)
                        .expect(201),
                put("takes a manifest with many tags", "{image}?tag=a&tag=b", Fixture.IMAGE, fixture.text("image"))
                        .expect(201)
                        .replies("OCI-Tag", "a")
                        .replies("OCI-Tag", "b")
                        .replies("Location", "/v2/team/app/manifests/{image}"),
                call("has the one tag")
                        .head(APP + "manifests/a")
                        .expect(200)
                        .replies("Docker-Content-Digest", "{image}"),
                call("has the other tag").head(APP + "manifests/b").expect(200),
                put("moves a tag", "b", Fixture.INDEX, fixture.text("index")).expect(201),
                call("has moved the tag")
                        .head(APP + "manifests/b")
                        .expect(200)
                        .replies("Docker-Content-Digest", "{index}"),
                call("deletes a tag").delete(APP + "manifests/a").expect(202),
                call("has deleted the tag").get(APP + "manifests/a").expect(404, "MANIFEST_UNKNOWN"),
                call("and not its manifest").get(APP + "manifests/{image}").expect(200),
                call("deletes a manifest").delete(APP + "manifests/{image}").expect(202),
                call("has deleted the manifest").get(APP + "manifests/{image}").expect(404, "MANIFEST_UNKNOWN"),
                call("and every tag on it").get(APP + "manifests/v1").expect(404, "MANIFEST_UNKNOWN"),
                call("and not its index").get(APP + "manifests/multi").expect(200),
                call("and not its referrers")
                        .get(APP + "referrers/{image}")
                        .expect(200)
                        .text("{signature}"),
                call("deletes a blob that nothing needs")
                        .delete(APP + "blobs/{unused}")
                        .expect(202),
                call("has deleted the blob").head(APP + "blobs/{unused}").expect(404),
                call("does not delete it twice").delete(APP + "blobs/{unused}").expect(404, "BLOB_UNKNOWN"),
                call("mounts no deleted blob")
                        .post("/v2/mo/unt/blobs/uploads/?mount={unused}")
                        .expect(202));
    }
}
