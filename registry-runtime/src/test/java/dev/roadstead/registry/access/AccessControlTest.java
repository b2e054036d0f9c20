package dev.roadstead.registry.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.PasswordHash;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.config.RegistryConfig.Account;
import dev.roadstead.registry.http.Handler;
import dev.roadstead.registry.http.Headers;
import dev.roadstead.registry.http.Request;
import dev.roadstead.registry.http.RequestBody;
import dev.roadstead.registry.http.RequestMemory;
import dev.roadstead.registry.http.Response;
import dev.roadstead.registry.settings.StandaloneConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {
    private static final String HASH = PasswordHash.of("secret");
    private final AccessControl access = new AccessControl(new Handler() {
        @Override
        public Response handle(Request request) {
            return Response.of(200);
        }

        @Override
        public Response answerAtOnce(Request request) {
            return Response.of(200);
        }
    });

    private void apply(boolean pull, boolean push, Account... accounts) {
        RegistryConfig base = StandaloneConfig.of("a", null);
        access.prepare(new RegistryConfig(
                        1,
                        "a",
                        new Access(pull, push, List.of(accounts)),
                        base.limits(),
                        base.outbound(),
                        List.of(),
                        null))
                .run();
    }

    private static Request request(String method, String path, String... authorization) {
        Headers headers = Headers.NONE;
        for (String value : authorization) {
            headers = headers.with("Authorization", value);
        }
        return new Request(
                method,
                path,
                Map.of(),
                headers,
                RequestBody.EMPTY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                RequestMemory.UNLIMITED);
    }

    private Response ask(String method, String path, String... authorization) throws Exception {
        Request request = request(method, path, authorization);
        Response before = access.answerAtOnce(request);
        Response response = access.handle(request);
        Response after = access.answerAtOnce(request);
        if (response.status() == 200) {
            assertThat(after).isNotNull();
        } else {
            assertThat(before).isNull();
            assertThat(after).isNull();
        }
        return response;
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0} {1} with pull={2} push={3}: {4}")
    @MethodSource("nameless")
    void letsTheNamelessDoWhatTheDocumentSays(String method, String path, boolean pull, boolean push, int status)
            throws Exception {
        apply(pull, push, new Account("admin", HASH));

        assertThat(ask(method, path).status()).isEqualTo(status);
        assertThat(ask(method, path, basic(":")).status()).isEqualTo(status);
    }

    static Stream<Arguments> nameless() {
        return Stream.of(
                Arguments.of("GET", "/v2/a/manifests/b", true, false, 200),
                Arguments.of("HEAD", "/v2/a/manifests/b", true, false, 200),
                Arguments.of("GET", "/v2/_catalog", true, false, 200),
                Arguments.of("GET", "/v2/a/manifests/b", false, false, 401),
                Arguments.of("GET", "/v2/_catalog", false, false, 401),
                Arguments.of("GET", "/v2/", false, false, 401),
                Arguments.of("GET", "/v2/", true, false, 401),
                Arguments.of("GET", "/v2/", true, true, 200),
                Arguments.of("POST", "/v2/a/blobs/uploads/", true, false, 401),
                Arguments.of("PUT", "/v2/a/manifests/b", true, false, 401),
                Arguments.of("PATCH", "/v2/a/blobs/uploads/x", true, false, 401),
                Arguments.of("DELETE", "/v2/a/manifests/b", true, false, 401),
                Arguments.of("OPTIONS", "/v2/a/manifests/b", true, false, 401),
                Arguments.of("PUT", "/v2/a/manifests/b", true, true, 200));
    }

    @Test
    void challengesInTheErrorForm() throws Exception {
        apply(false, false);

        Response response = ask("GET", "/v2/");

        assertThat(response.headers().first("WWW-Authenticate")).contains("Basic realm=\"roadstead\"");
        assertThat(new String(((Response.Bytes) response.body()).content(), StandardCharsets.UTF_8))
                .contains("\"UNAUTHORIZED\"");
    }

    @Test
    void letsAnAccountDoEverything() throws Exception {
        apply(false, false, new Account("admin", HASH));

        for (String method : List.of("GET", "PUT", "DELETE", "POST", "PATCH")) {
            assertThat(ask(method, "/v2/a/manifests/b", basic("admin:secret")).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin:wrong",
                "admin:",
                "nobody:secret",
                ":secret",
                "admin",
                "Admin:secret",
                "admin:secret\n",
                "admin\u0000:secret",
                "admin:secret:x"
            })
    void refusesWrongCredentialsEvenWhereTheNamelessMayPull(String pair) throws Exception {
        apply(true, false, new Account("admin", HASH));

        assertThat(ask("GET", "/v2/a/manifests/b", basic(pair)).status()).isEqualTo(401);
    }

    @Test
    void refusesWhatIsNoBasicHeader() throws Exception {
        apply(true, false, new Account("admin", HASH));

        for (String header :
                List.of("Basic", "Basic !!!", "Basic /////w==", "Bearer abc", basic("admin:" + "x".repeat(1 << 20)))) {
            assertThat(ask("GET", "/v2/a/manifests/b", header).status()).isEqualTo(401);
        }
        assertThat(ask("GET", "/v2/a/manifests/b", basic("admin:secret"), basic("admin:secret"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void forgetsVerifiedPasswordsWhenTheAccountsChange() throws Exception {
        apply(false, false, new Account("admin", HASH));
        assertThat(ask("GET", "/v2/", basic("admin:secret")).status()).isEqualTo(200);

        apply(false, false, new Account("admin", PasswordHash.of("other")));

        assertThat(ask("GET", "/v2/", basic("admin:secret")).status()).isEqualTo(401);
        assertThat(ask("GET", "/v2/", basic("admin:other")).status()).isEqualTo(200);
    }

    @Test
    void knowsAVerifiedHeaderWithoutHashingAgain() {
        PasswordCheck passwords = new PasswordCheck(List.of(new Account("admin", HASH)));
        assertThat(passwords.account(basic("admin:secret"))).contains("admin");

        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(passwords.account(basic("admin:secret"))).contains("admin");
        }
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void hashesNoPasswordAtOnce() throws Exception {
        apply(false, false, new Account("bot", HASH));
        Request request = request("GET", "/v2/a/tags/list", basic("bot:secret"));

        assertThat(access.answerAtOnce(request)).isNull();
        access.handle(request);
        assertThat(access.answerAtOnce(request)).isNotNull();

        apply(false, false, new Account("bot", PasswordHash.of("another")));
        assertThat(access.answerAtOnce(request)).isNull();
    }
}
