package dev.roadstead.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/// A cluster reached over HTTPS with a bearer token.
public final class HttpCluster implements Cluster, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Access access;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    public HttpCluster(Access access) {
        this.access = access;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(access.trust())
                .executor(executor)
                .connectTimeout(PATIENCE)
                .build();
    }

    @Override
    public Optional<Resource> resource(String apiVersion, String kind) {
        ObjectNode discovered;
        try {
            String root = apiVersion.contains("/") ? "/apis/" : "/api/";
            discovered = send("GET", root + apiVersion, "", "application/json");
        } catch (ClusterException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
        int slash = apiVersion.indexOf('/');
        return Json.objects(discovered.path("resources")).stream()
                .filter(each -> each.path("kind").asText().equals(kind)
                        && !each.path("name").asText().contains("/"))
                .map(each -> new Resource(
                        slash < 0 ? "" : apiVersion.substring(0, slash),
                        apiVersion.substring(slash + 1),
                        each.path("name").asText(),
                        kind,
                        each.path("namespaced").asBoolean()))
                .findFirst();
    }

    @Override
    public Listing list(Resource resource, String namespace) {
        ObjectNode list = send("GET", resource.path(namespace), "", "application/json");
        var items = Json.objects(list.path("items"));
        for (ObjectNode item : items) {
            item.put("apiVersion", resource.apiVersion());
            item.put("kind", resource.kind());
        }
        return new Listing(items, list.path("metadata").path("resourceVersion").asText());
    }

    @Override
    public Optional<ObjectNode> get(Resource resource, Key key) {
        try {
            return Optional.of(send("GET", resource.path(key), "", "application/json"));
        } catch (ClusterException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public ObjectNode create(Resource resource, ObjectNode object) {
        return send("POST", resource.path(Meta.namespace(object)), object.toString(), "application/json");
    }

    @Override
    public ObjectNode replace(Resource resource, ObjectNode object) {
        return send("PUT", resource.path(Key.of(object)), object.toString(), "application/json");
    }

    @Override
    public ObjectNode replaceStatus(Resource resource, ObjectNode object) {
        return send("PUT", resource.path(Key.of(object)) + "/status", object.toString(), "application/json");
    }

    @Override
    public ObjectNode merge(Resource resource, Key key, JsonNode patch) {
        return send("PATCH", resource.path(key), patch.toString(), "application/merge-patch+json");
    }

    @Override
    public ObjectNode apply(Resource resource, ObjectNode object, String fieldManager) {
        return send(
                "PATCH",
                resource.path(Key.of(object)) + "?force=true&fieldManager=" + fieldManager,
                object.toString(),
                "application/apply-patch+yaml");
    }

    @Override
    public void delete(Resource resource, Key key, String uid, long graceSeconds) {
        ObjectNode options = Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.put("propagationPolicy", "Background");
        if (graceSeconds >= 0) {
            options.put("gracePeriodSeconds", graceSeconds);
        }
        if (!uid.isEmpty()) {
            options.putObject("preconditions").put("uid", uid);
        }
        try {
            send("DELETE", resource.path(key), options.toString(), "application/json");
        } catch (ClusterException e) {
            // Gone already, or replaced by another of the same name: either way this one is no more.
            if (!e.isNotFound() && !(e.isConflict() && !uid.isEmpty())) {
                throw e;
            }
        }
    }

    @Override
    public void bind(Key pod, String node) {
        ObjectNode binding = Json.object().put("apiVersion", "v1").put("kind", "Binding");
        binding.putObject("metadata").put("name", pod.name()).put("namespace", pod.namespace());
        binding.putObject("target").put("apiVersion", "v1").put("kind", "Node").put("name", node);
        send("POST", Resource.PODS.path(pod) + "/binding", binding.toString(), "application/json");
    }

    @Override
    public String token(Key serviceAccount) {
        ObjectNode request =
                Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
        request.putObject("spec").put("expirationSeconds", Duration.ofDays(365).toSeconds());
        return send(
                        "POST",
                        Resource.SERVICE_ACCOUNTS.path(serviceAccount) + "/token",
                        request.toString(),
                        "application/json")
                .path("status")
                .path("token")
                .asText();
    }

    @Override
    public void watch(Resource resource, String version, BiConsumer<String, ObjectNode> listener) {
        String query = "?watch=true&allowWatchBookmarks=true&resourceVersion=" + version;
        HttpRequest request = request(resource.path("") + query).GET().build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    throw refusal("watch " + resource.plural(), response.statusCode(), lines.readLine());
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    event(resource, Json.parseObject(line), listener);
                }
            }
        } catch (IOException e) {
            throw new ClusterException("watch of " + resource.plural() + " broke: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        executor.shutdownNow();
    }

    private static void event(Resource resource, ObjectNode event, BiConsumer<String, ObjectNode> listener) {
        String type = event.path("type").asText();
        if (type.equals("ERROR")) {
            throw refusal(
                    "watch " + resource.plural(),
                    event.path("object").path("code").asInt(),
                    event.path("object").toString());
        }
        if (event.get("object") instanceof ObjectNode object) {
            listener.accept(type, object);
        }
    }

    private ObjectNode send(String method, String path, String body, String contentType) {
        HttpRequest request = request(path)
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw refusal(method + " " + path, response.statusCode(), response.body());
            }
            return Json.parseObject(response.body());
        } catch (IOException e) {
            throw new ClusterException(
                    "the API server at " + access.server() + " did not answer " + method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(access.server() + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + access.token());
    }

    private static ClusterException refusal(String what, int code, String body) {
        String message;
        try {
            message = Json.parse(body == null ? "" : body).path("message").asText(what);
        } catch (IllegalArgumentException e) {
            message = body;
        }
        return new ClusterException(code, message == null || message.isEmpty() ? what + ": HTTP " + code : message);
    }
}
