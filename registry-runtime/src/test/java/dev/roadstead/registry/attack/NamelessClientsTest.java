package dev.roadstead.registry.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.config.PasswordHash;
import dev.roadstead.config.RegistryConfig.Access;
import dev.roadstead.config.RegistryConfig.Account;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows 10, 19, 28 and 71 where the nameless may do nothing: whatever they ask, the answer tells them nothing.
class NamelessClientsTest {
    private static AttackedRegistry registry;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Access closed = new Access(false, false, List.of(new Account("admin", PasswordHash.of("secret"))));
        registry = new AttackedRegistry(folder, AttackedRegistry.PATIENT, closed);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
    }

    private static void learnsNothing(Answer answer) throws Exception {
        answer.isARefusal(401, "UNAUTHORIZED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"roadstead\"");
        assertThat(answer.text()).isEqualTo(registry.get("/v2/").text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/_catalog",
                "GET /v2/good/app/tags/list",
                "GET /v2/no/body/tags/list",
                "GET /v2/no/body/manifests/v1",
                "GET /v2/UPPER/tags/list",
                "GET /v2/good/app/tags/list?n=x",
                "GET /v2/nothing",
                "DELETE /v2/good/app/manifests/v1",
                "PATCH /v2/good/app/blobs/uploads/x",
                "TRACE /v2/"
            })
    void areToldTheSameOfWhatIsAndOfWhatIsNot(String request) throws Exception {
        learnsNothing(registry.send(
                request.substring(0, request.indexOf(' ')), request.substring(request.indexOf(' ') + 1), "", ""));
    }

    @Test
    void mountNothing() throws Exception {
        String mount = "/v2/mo/unt/blobs/uploads/?mount=" + Seed.HELLO_DIGEST;
        learnsNothing(registry.send("POST", mount, "", ""));
        learnsNothing(registry.send("POST", mount + "&from=good/app", "", ""));
    }

    @Test
    void areNotNamedByTrailersOrProxies() throws Exception {
        String admin = "Authorization: Basic YWRtaW46c2VjcmV0\r\n";
        learnsNothing(registry.send("GET", "/v2/", "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-User: admin\r\n", ""));
        learnsNothing(
                registry.send("POST /v2/a/blobs/uploads/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                        + admin + "\r\n"));
        learnsNothing(registry.send("GET", "/v2/", admin + admin, ""));
        assertThat(registry.send("GET", "/v2/", admin, "").status()).isEqualTo(200);
    }
}
