package dev.roadstead.registry.attack;

import static dev.roadstead.registry.attack.Attack.bytes;
import static dev.roadstead.registry.attack.Attack.course;
import static dev.roadstead.registry.attack.Attack.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Rows 1 to 11: names and routing.
final class NameAttacks {
    private NameAttacks() {}

    static Stream<Attack> all() {
        return Stream.of(names(), routes(), methods(), unknown(), mirrors()).flatMap(List::stream);
    }

    private static Attack name(String id, String what, String name) {
        return request(id, what, "GET", "/v2/" + name + "/tags/list", 400, "NAME_INVALID");
    }

    private static List<Attack> names() {
        return List.of(
                name("1a", "upper case", "UPPER/case"),
                name("1b", "an empty component", "a//b"),
                name("1c", "a leading dash", "-a"),
                name("1d", "two dots in a component", "a..b"),
                name("1e", "an empty last component", "a/"),
                name("1f", "a leading underscore", "_a"),
                name("1g", "an emoji", "%F0%9F%98%80"),
                name("1h", "NUL", "a%00"),
                name("1i", "a space", "a%20b"),
                name("1j", "dots as a component", "../etc"),
                name("1k", "encoded dots", "%2e%2e/etc"),
                name("1l", "an encoded slash", "a%2fb"),
                name("1m", "a slash that is encoded twice", "a%252fb"),
                name("1n", "a full-width letter", "%EF%BD%81"),
                name("1o", "a line break", "a%0d%0aX:%20y"),
                name("1p", "no UTF-8", "%ff%fe"),
                name("1q", "a trailing separator", "a-"),
                name("2a", "256 characters", "a".repeat(256)),
                name("2b", "500 components", "a/".repeat(499) + "a"),
                name("2c", "7,000 characters that a slow pattern would try in many ways", "a-".repeat(3_500)),
                bytes(
                        "2d",
                        "10,000 characters",
                        "GET /v2/" + "a".repeat(10_000) + "/tags/list HTTP/1.1\r\nHost: a\r\n\r\n",
                        414,
                        "NAME_INVALID"));
    }

    /// Each name holds an image of its own, and none has the other's.
    private static List<Attack> routes() {
        List<Attack> rows = new ArrayList<>(List.of(
                request("4a", "the catalog as a repository", "GET", "/v2/_catalog/tags/list", 400, "NAME_INVALID"),
                request(
                        "4b",
                        "an upload with a name like a route",
                        "GET",
                        "/v2/a/blobs/uploads/manifests",
                        404,
                        "BLOB_UPLOAD_UNKNOWN")));
        List<String> names = List.of(
                "a/blobs/b",
                "a/manifests/x",
                "a/tags/list",
                "a/tags",
                "v2",
                "a/referrers/sha256",
                "a/blobs/uploads",
                "uploads",
                "blobs");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            rows.add(course("4" + (char) ('c' + i), "a repository " + name, registry -> roundTrip(registry, name)));
        }
        rows.add(course("5a", "a repository below and beside another", NameAttacks::neighbours));
        return rows;
    }

    private static void roundTrip(AttackedRegistry registry, String name) throws Exception {
        String layer = "layer of " + name;
        String image = Seed.image(Seed.layer(Seed.digest(layer), layer.length(), ""), "");
        assertThat(registry.push(name, Seed.digest(layer), layer).status()).isEqualTo(201);
        assertThat(registry.push(name, Seed.digest(Seed.CONFIG), Seed.CONFIG).status())
                .isEqualTo(201);
        assertThat(registry.put(name, "x", image).status()).isEqualTo(201);

        assertThat(registry.get("/v2/" + name + "/manifests/x").text()).isEqualTo(image);
        assertThat(registry.get("/v2/" + name + "/blobs/" + Seed.digest(layer)).text())
                .isEqualTo(layer);
        assertThat(registry.get("/v2/" + name + "/tags/list").text())
                .isEqualTo("{\"name\":\"" + name + "\",\"tags\":[\"x\"]}");
        registry.get("/v2/good/app/blobs/" + Seed.digest(layer)).isARefusal(404, "BLOB_UNKNOWN");
    }

    private static void neighbours(AttackedRegistry registry) throws Exception {
        List<String> names = List.of("n", "n/b", "nb", "n/b/c");
        for (String name : names) {
            roundTrip(registry, name);
        }
        assertThat(registry.send("DELETE", "/v2/n/manifests/x", "", "").status())
                .isEqualTo(202);

        assertThat(registry.get("/v2/n/tags/list").text()).contains("\"tags\":[]");
        for (String name : names.subList(1, names.size())) {
            assertThat(registry.get("/v2/" + name + "/manifests/x").status()).isEqualTo(200);
            assertThat(registry.get("/v2/" + name + "/tags/list").text()).contains("[\"x\"]");
        }
    }

    private static List<Attack> methods() {
        List<Attack> rows = new ArrayList<>(List.of(
                request(
                        "7a",
                        "a tag that looks like a digest",
                        "GET",
                        Seed.APP + "manifests/sha256-abc",
                        404,
                        "MANIFEST_UNKNOWN"),
                request("7b", "a digest that is none", "GET", Seed.APP + "manifests/sha256:abc", 400, "DIGEST_INVALID"),
                request(
                        "7c",
                        "a digest of upper case",
                        "GET",
                        Seed.APP + "blobs/" + Seed.HELLO_DIGEST.toUpperCase(java.util.Locale.ROOT),
                        400,
                        "DIGEST_INVALID"),
                request(
                        "7d",
                        "a digest with more behind it",
                        "GET",
                        Seed.APP + "blobs/" + Seed.HELLO_DIGEST + "0",
                        400,
                        "DIGEST_INVALID"),
                bytes(
                        "8a",
                        "CONNECT to another host",
                        "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n",
                        400,
                        "NAME_INVALID"),
                bytes("8b", "a method of no letters", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "UNSUPPORTED")));
        List<String> routes = List.of(
                "/v2/",
                "/v2/_catalog",
                Seed.APP + "tags/list",
                Seed.APP + "manifests/v1",
                Seed.APP + "blobs/" + Seed.HELLO_DIGEST,
                Seed.APP + "blobs/uploads/",
                Seed.APP + "blobs/uploads/x",
                Seed.APP + "referrers/" + Seed.IMAGE_DIGEST,
                "/v2/hub/library/alpine/manifests/v1",
                Seed.APP + "manifests/v1?ns=docker.io");
        for (int i = 0; i < routes.size(); i++) {
            String route = routes.get(i);
            rows.add(course("8" + (char) ('c' + i), "unknown methods of " + route, registry -> {
                for (String method : List.of("TRACE", "CONNECT", "PROPFIND", "OPTIONS", "get", "X".repeat(200))) {
                    Answer answer = registry.send(method, route, "", "");
                    answer.isARefusal(405, "UNSUPPORTED");
                    assertThat(answer.header("Allow")).as(method).isNotEmpty();
                }
            }));
        }
        return rows;
    }

    private static List<Attack> unknown() {
        String repository = "/v2/no/body/";
        return List.of(
                request("10a", "tags of an unknown repository", "GET", repository + "tags/list", 404, "NAME_UNKNOWN"),
                request("10b", "a manifest of one", "GET", repository + "manifests/v1", 404, "MANIFEST_UNKNOWN"),
                request("10c", "a blob of one", "GET", repository + "blobs/" + Seed.HELLO_DIGEST, 404, "BLOB_UNKNOWN"),
                request("10d", "HEAD of a manifest of one", "HEAD", repository + "manifests/v1", 404, ""),
                request("10e", "a deletion in one", "DELETE", repository + "manifests/v1", 404, "MANIFEST_UNKNOWN"),
                request(
                        "10f",
                        "a deletion of a blob of one",
                        "DELETE",
                        repository + "blobs/" + Seed.HELLO_DIGEST,
                        404,
                        "BLOB_UNKNOWN"));
    }

    private static List<Attack> mirrors() {
        List<Attack> rows = new ArrayList<>();
        List<String> hosts = List.of(
                "http://docker.io/",
                "127.0.0.1",
                "localhost:6443",
                "169.254.169.254",
                "docker.io@evil",
                "docker.io.",
                "DOCKER.IO",
                "%00",
                "a".repeat(4_000));
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            rows.add(course(
                    "11" + (char) ('a' + i), "?ns=" + host.substring(0, Math.min(20, host.length())), registry -> {
                        Answer answer = registry.get(Seed.APP + "manifests/nope?ns=" + host);
                        assertThat(answer.status()).isIn(400, 404);
                        answer.tellsNothing();
                        assertThat(registry.upstreamWasAsked()).isFalse();
                    }));
        }
        return rows;
    }
}
