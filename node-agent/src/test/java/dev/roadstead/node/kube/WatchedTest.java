package dev.roadstead.node.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real HTTP server that answers from a script.
class WatchedTest {
    private record Answer(int status, String body) {}

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Queue<Answer> lists = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> watches = new ConcurrentLinkedQueue<>();
    private final AtomicInteger changes = new AtomicInteger();
    private HttpServer server;
    private KubeClient client;

    @TempDir
    Path serviceAccount;

    @BeforeEach
    void setUp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        Files.writeString(serviceAccount.resolve("token"), "first\n");
        client = new KubeClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), serviceAccount);
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            requests.add(exchange.getRequestMethod() + " " + uri);
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            Answer answer = uri.contains("watch=true") ? watches.poll() : lists.poll();
            if (answer == null && uri.contains("watch=true")) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                await().forever().until(() -> !watches.isEmpty());
                return;
            }
            Answer sent = answer == null ? new Answer(404, "{\"message\":\"nothing here\"}") : answer;
            byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(sent.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String object(String name, int version) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"resourceVersion\":\"" + version + "\"}}";
    }

    private static Answer list(int version, String continued, String... objects) {
        return new Answer(
                200,
                "{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + continued + "\"},\"items\":["
                        + String.join(",", objects) + "]}");
    }

    private static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    private Watched watched() {
        Watched watched = new Watched(
                client, "/things", WatchedTest::name, changes::incrementAndGet, RandomGenerator.getDefault());
        watched.start();
        return watched;
    }

    private static ObjectNode name(ObjectNode object) {
        ObjectNode view = new JsonMapper().createObjectNode();
        view.putObject("metadata").set("name", object.at("/metadata/name"));
        return view;
    }

    private static List<String> names(Watched watched) {
        return watched.objects().stream()
                .map(object -> object.at("/metadata/name").asText())
                .toList();
    }

    @Test
    void listsPageByPageThenFollowsChangesFromThere() {
        lists.add(list(5, "more", object("a", 1)));
        lists.add(list(5, "", object("b", 2)));
        watches.add(new Answer(
                200,
                event("ADDED", object("c", 6)) + event("DELETED", object("a", 7)) + event("BOOKMARK", object("", 9))));

        try (Watched watched = watched()) {
            await().untilAsserted(() -> assertThat(names(watched)).containsExactly("b", "c"));
            await().untilAsserted(
                            () -> assertThat(requests).anyMatch(request -> request.contains("resourceVersion=9")));
        }
        assertThat(requests).anyMatch(request -> request.contains("resourceVersion=5"));
        assertThat(changes.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void isNotWokenByWhatDoesNotMatter() {
        lists.add(list(5, "", object("a", 1)));
        watches.add(new Answer(200, event("MODIFIED", object("a", 6)) + event("MODIFIED", object("a", 7))));

        try (Watched _ = watched()) {
            await().untilAsserted(
                            () -> assertThat(requests).anyMatch(request -> request.contains("resourceVersion=7")));
        }
        assertThat(changes).hasValue(1);
    }

    @Test
    void listsAnewWhenTheServerForgotThePlace() {
        lists.add(list(5, "", object("a", 1)));
        watches.add(new Answer(
                200, event("ERROR", "{\"code\":410,\"reason\":\"Expired\",\"message\":\"too old resource version\"}")));
        lists.add(list(50, "", object("z", 40)));

        try (Watched watched = watched()) {
            await().untilAsserted(() -> assertThat(names(watched)).containsExactly("z"));
        }
    }

    @Test
    void comesBackAfterErrorsOfTheServer() {
        lists.add(new Answer(500, "oops"));
        lists.add(new Answer(401, "{\"message\":\"Unauthorized\"}"));
        lists.add(list(5, "", object("a", 1)));

        try (Watched watched = watched()) {
            assertThat(watched.isSynced()).isFalse();
            await().untilAsserted(() -> assertThat(watched.isSynced()).isTrue());
        }
    }

    @Test
    void readsTheTokenAnewBecauseItRotates() throws IOException {
        lists.add(new Answer(200, object("x", 1)));
        lists.add(new Answer(200, object("x", 1)));

        client.get("/x");
        Files.writeString(serviceAccount.resolve("token"), "second");
        client.get("/x");

        assertThat(tokens).containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void tellsAbsenceFromRefusal() {
        lists.add(new Answer(403, "{\"message\":\"nodes is forbidden\"}"));

        assertThatThrownBy(() -> client.get("/forbidden"))
                .isInstanceOf(KubeException.class)
                .hasMessage("GET /forbidden was answered 403: nodes is forbidden");
        assertThat(client.get("/absent")).isEmpty();
    }

    @Test
    void appliesWithItsFieldManager() {
        lists.add(new Answer(200, object("x", 3)));
        ObjectNode object = new JsonMapper().createObjectNode().put("kind", "X");

        client.apply("/apis/x/status", "roadstead-node-agent", object);

        assertThat(requests).containsExactly("PATCH /apis/x/status?force=true&fieldManager=roadstead-node-agent");
    }

    @Test
    void aServerThatIsAwayIsNamed() {
        server.stop(0);

        assertThatThrownBy(() -> client.get("/x"))
                .hasMessageStartingWith("the API server at http://127.0.0.1:")
                .hasMessageContaining("does not answer");
    }
}
