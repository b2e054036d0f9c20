package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.bytes;
import static dev.roadstead.registry.attack.Attack.course;
import static dev.roadstead.registry.attack.Attack.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/// Rows 52 to 62: referrers, tags and lists.
final class ListAttacks {
    private static final String TAGS = Seed.APP + "tags/list";
    private static final String REFERRERS = Seed.APP + "referrers/";

    private ListAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(referrers(), fallback(), pages(), others()).flatMap(List::stream);
    }

    private static List<Attack> referrers() {
        return List.of(
                course("52a", "a subject that is not there", registry -> {
                    Answer answer = registry.put("refer/ers", "a", Seed.index("", Seed.subject(Seed.MISSING_DIGEST)));
                    assertThat(answer.status()).isEqualTo(201);
                    assertThat(answer.header("OCI-Subject")).isEqualTo(Seed.MISSING_DIGEST);
                }),
                course(
                        "52b",
                        "a subject with a wrong size and type",
                        registry -> assertThat(registry.put(
                                                "good/app", "wrong", Seed.index("", Seed.subject(Seed.IMAGE_DIGEST)))
                                        .status())
                                .isEqualTo(201)),
                course(
                        "52c",
                        "a subject that is null",
                        registry -> assertThat(registry.put("refer/ers", "b", Seed.index("", ",\"subject\":null"))
                                        .status())
                                .isEqualTo(201)),
                course("52d", "a type and annotations of odd characters", registry -> {
                    String odd = "\\u0000\\ud83d\\ude00\\u2028<script>";
                    String referrer = Seed.index(
                            "",
                            ",\"artifactType\":\"%s\",\"annotations\":{\"%s\":\"%s\"}%s"
                                    .formatted(odd, odd, odd, Seed.subject(Seed.digest("odd"))));
                    assertThat(registry.put("refer/ers", "odd", referrer).status())
                            .isEqualTo(201);
                    JsonNode listed = registry.get("/v2/refer/ers/referrers/" + Seed.digest("odd"))
                            .json()
                            .path("manifests")
                            .path(0);
                    assertThat(listed.path("artifactType").asText()).isEqualTo("\0\ud83d\ude00\u2028<script>");
                    assertThat(listed.path("annotations").properties()).hasSize(1);
                }),
                course(
                        "52e",
                        "many referrers with large annotations, on pages of less than 4 MiB",
                        BigReferrers::named),
                course("55e", "many large referrers under the tag of a subject, on such pages", BigReferrers::listed),
                request("53a", "a malformed digest", "GET", REFERRERS + "sha256:abc", 400, "DIGEST_INVALID"),
                request("53b", "a tag", "GET", REFERRERS + "v1", 400, "DIGEST_INVALID"),
                course("53c", "an unknown digest", registry -> {
                    Answer answer = registry.get(REFERRERS + Seed.SHA512_DIGEST);
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.json().path("manifests")).isEmpty();
                }),
                course("53d", "an artifactType of 7,000 characters that need escapes", registry -> {
                    Answer answer =
                            registry.get(REFERRERS + Seed.IMAGE_DIGEST + "?artifactType=" + "%0D%0A".repeat(1_000));
                    answer.isARefusal(400, "NAME_INVALID");
                }),
                course(
                        "53e",
                        "a last that is no digest",
                        registry -> assertThat(registry.get(REFERRERS + Seed.IMAGE_DIGEST + "?last=~")
                                        .status())
                                .isEqualTo(200)));
    }

    private static List<Attack> fallback() {
        return List.of(
                course("55a", "an index under the tag of a subject", registry -> {
                    String referrer = Seed.index("", ",\"artifactType\":\"a/b\"");
                    registry.put("fall/back", "x", referrer);
                    put(registry, "subject-a", Seed.index(entry(referrer), ""));
                    assertThat(digests(registry, "subject-a")).containsExactly(Seed.digest(referrer));
                }),
                course("55b", "an image under the tag of a subject", registry -> {
                    registry.push("fall/back", Seed.digest(Seed.CONFIG), Seed.CONFIG);
                    put(registry, "subject-b", Seed.image("", ""));
                    assertThat(digests(registry, "subject-b")).isEmpty();
                }),
                course("55c", "an index that lists what is not there, and one thing twice", registry -> {
                    String referrer = Seed.index("", ",\"artifactType\":\"c/d\"");
                    registry.put("fall/back", "y", referrer);
                    String missing =
                            Seed.descriptor(dev.roadstead.oci.MediaTypes.OCI_INDEX, Seed.MISSING_DIGEST, "7", "");
                    put(registry, "subject-c", Seed.index(missing + "," + entry(referrer) + "," + entry(referrer), ""));
                    assertThat(digests(registry, "subject-c")).containsExactly(Seed.digest(referrer));
                }),
                course("55d", "tags of signatures, good and broken", registry -> {
                    for (String tag :
                            List.of("sha256-abc.sig", "sha256-", "sha256-" + "0".repeat(64) + ".att", "sha512-zz")) {
                        assertThat(registry.put("fall/back", tag, Seed.index("", ""))
                                        .status())
                                .as(tag)
                                .isEqualTo(201);
                        assertThat(digests(registry, tag)).isEmpty();
                    }
                }));
    }

    private static String entry(String index) {
        return Seed.descriptor(
                dev.roadstead.oci.MediaTypes.OCI_INDEX, Seed.digest(index), String.valueOf(index.length()), "");
    }

    private static void put(AttackedRegistry registry, String subject, String manifest) throws Exception {
        assertThat(registry.put("fall/back", Seed.digest(subject).replace(':', '-'), manifest)
                        .status())
                .isEqualTo(201);
    }

    private static List<String> digests(AttackedRegistry registry, String subject) throws Exception {
        Answer answer = registry.get("/v2/fall/back/referrers/" + Seed.digest(subject));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().path("manifests").findValuesAsText("digest");
    }

    private static Attack page(String id, String what, String query, String tags) {
        return course(id, what, registry -> {
            Answer answer = registry.get("/v2/pag/es/tags/list?" + query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"name\":\"pag/es\",\"tags\":" + tags + "}");
        });
    }

    private static List<Attack> pages() {
        return List.of(
                course("56a", "tags in the order of their bytes", registry -> {
                    for (String tag : List.of("b", "B", "a", "_", "1")) {
                        registry.put("pag/es", tag, Seed.index("", ""));
                    }
                    assertThat(registry.get("/v2/pag/es/tags/list").text()).contains("[\"1\",\"B\",\"_\",\"a\",\"b\"]");
                }),
                course("56b", "n=0", registry -> {
                    Answer answer = registry.get("/v2/pag/es/tags/list?n=0");
                    assertThat(answer.text()).isEqualTo("{\"name\":\"pag/es\",\"tags\":[]}");
                    assertThat(answer.headers().all("Link")).isEmpty();
                }),
                request("56c", "n=-1", "GET", TAGS + "?n=-1", 400, "UNSUPPORTED"),
                request("56d", "n=abc", "GET", TAGS + "?n=abc", 400, "UNSUPPORTED"),
                request("56e", "n=2^64", "GET", TAGS + "?n=18446744073709551616", 400, "UNSUPPORTED"),
                request("56f", "n=", "GET", TAGS + "?n=", 400, "UNSUPPORTED"),
                page("56g", "n=10^9", "n=1000000000", "[\"1\",\"B\",\"_\",\"a\",\"b\"]"),
                page("56h", "n twice", "n=1&n=x", "[\"1\"]"),
                page("56i", "last with an unknown tag", "last=A", "[\"B\",\"_\",\"a\",\"b\"]"),
                page("56j", "last with SQL", "last=%27%20OR%201=1--", "[\"1\",\"B\",\"_\",\"a\",\"b\"]"),
                request("56k", "n=-1 of the catalog", "GET", "/v2/_catalog?n=-1", 400, "UNSUPPORTED"),
                bytes(
                        "56l",
                        "last of a megabyte",
                        "GET " + TAGS + "?last=" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        414,
                        "NAME_INVALID"),
                request("56m", "300 parameters", "GET", TAGS + "?" + "n=1&".repeat(300), 400, "NAME_INVALID"));
    }

    private static List<Attack> others() {
        String evil =
                "X-Forwarded-Host: evil\r\nX-Forwarded-Proto: gopher\r\nForwarded: host=evil\r\nX-Original-URL: /evil\r\n";
        return List.of(
                course("58a", "a Link to another host", registry -> {
                    Answer answer =
                            registry.send("GET /v2/pag/es/tags/list?n=1 HTTP/1.1\r\nHost: evil\r\n" + evil + "\r\n");
                    assertThat(answer.header("Link")).isEqualTo("</v2/pag/es/tags/list?n=1&last=1>; rel=\"next\"");
                }),
                course("58b", "a Location at another host", registry -> {
                    Answer answer = registry.send(
                            "POST /v2/push/ed/blobs/uploads/ HTTP/1.1\r\nHost: evil\r\nContent-Length: 0\r\n" + evil
                                    + "\r\n");
                    assertThat(answer.header("Location")).startsWith("/v2/push/ed/blobs/uploads/");
                }),
                accepted("59a", "no Accept", ""),
                accepted("59b", "Accept of everything", "Accept: */*\r\n"),
                accepted(
                        "59c",
                        "Accept of other types only",
                        "Accept: application/vnd.docker.distribution.manifest.v2+json\r\n"),
                accepted("59d", "100 Accepts", "Accept: a/b\r\n".repeat(100)),
                accepted("59e", "8 KiB of Accept", "Accept: " + "a/b,".repeat(2 << 10) + "\r\n"),
                course("62a", "a deletion by one of two tags", registry -> {
                    registry.put("pag/es", "left", Seed.index("", ""));
                    assertThat(registry.send("DELETE", "/v2/pag/es/manifests/left", "", "")
                                    .status())
                            .isEqualTo(202);
                    assertThat(registry.get("/v2/pag/es/manifests/a").status()).isEqualTo(200);
                }));
    }

    private static Attack accepted(String id, String what, String fields) {
        return course(id, what, registry -> {
            Answer got = registry.send("GET", Seed.APP + "manifests/v1", fields, "");
            Answer head = registry.send("HEAD", Seed.APP + "manifests/v1", fields, "");
            assertThat(got.text()).isEqualTo(Seed.IMAGE);
            assertThat(head.status()).isEqualTo(got.status());
            for (String name : List.of("Content-Type", "Content-Length", "Docker-Content-Digest")) {
                assertThat(head.header(name))
                        .as(name)
                        .isEqualTo(got.header(name))
                        .isNotEmpty();
            }
        });
    }
}
