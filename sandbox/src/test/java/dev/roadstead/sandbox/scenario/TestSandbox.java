package dev.roadstead.sandbox.scenario;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roadstead.sandbox.cluster.Access;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.HttpCluster;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Resource;
import dev.roadstead.sandbox.controller.Controllers;
import dev.roadstead.sandbox.kubelet.Addresses;
import dev.roadstead.sandbox.kubelet.ImageCatalogue;
import dev.roadstead.sandbox.kubelet.Kubelet;
import dev.roadstead.sandbox.kubelet.Program;
import dev.roadstead.sandbox.kubelet.StateFolders;
import dev.roadstead.sandbox.node.NodeObjects;
import dev.roadstead.sandbox.node.SandboxNode;
import dev.roadstead.sandbox.process.Reaper;
import dev.roadstead.sandbox.proxy.ServiceProxy;
import dev.roadstead.sandbox.server.SandboxApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/// An API server with controllers, proxy and two nodes whose only image, `workload`, is [Workload].
final class TestSandbox implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final YAMLMapper YAML = new YAMLMapper();

    final StateFolders folders;
    final SandboxApiServer server;
    final HttpCluster cluster;
    final ClusterView view;
    private final Controllers controllers;
    private final Kubelet kubelet;
    private final ServiceProxy proxy;

    TestSandbox(Path directory) throws Exception {
        folders = new StateFolders(directory);
        Reaper.reap(folders.processes());
        server = SandboxApiServer.start(SandboxApiServer.Options.in(directory));
        var access = new Access(server.address().toString(), server.caPem(), server.adminToken());
        cluster = new HttpCluster(access);
        Set<Resource> watches = new LinkedHashSet<>(Controllers.watches());
        watches.addAll(Kubelet.watches());
        watches.addAll(ServiceProxy.watches());
        view = new ClusterView(cluster, List.copyOf(watches));
        // Somewhere in the loopback network where another test run hardly is.
        String prefix = "127." + ThreadLocalRandom.current().nextInt(20, 90);
        var nodes = List.of(
                new SandboxNode("node-1", prefix + ".0.11", folders.node("node-1")),
                new SandboxNode("node-2", prefix + ".0.12", folders.node("node-2")));
        new NodeObjects(cluster, Clock.systemUTC()).register(nodes, Map.of());
        controllers = new Controllers(view, folders.volumes(), server.caPem(), Clock.systemUTC());
        proxy = new ServiceProxy(view);
        kubelet = new Kubelet(
                view,
                new Kubelet.Setup(
                        folders,
                        TestSandbox::program,
                        access,
                        Map.of("node-1", prefix + ".0.11", "node-2", prefix + ".0.12"),
                        new Addresses(prefix)),
                Clock.systemUTC());
        view.start();
        proxy.start();
        kubelet.start();
        controllers.start();
    }

    private static Optional<Program> program(String image) {
        if (!ImageCatalogue.shortName(image).equals("workload")) {
            return Optional.empty();
        }
        return Optional.of(new Program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        Workload.class.getName()),
                Map.of("ONLY_HERE", "yes")));
    }

    static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) YAML.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Creates the namespace and the objects in it.
    void create(String namespace, String... documents) {
        Key key = new Key("", namespace);
        if (cluster.get(Resource.NAMESPACES, key).isEmpty()) {
            ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
            object.putObject("metadata").put("name", namespace);
            cluster.create(Resource.NAMESPACES, object);
        }
        for (String document : documents) {
            ObjectNode object = yaml(document);
            Json.child(object, "metadata").put("namespace", namespace);
            Resource resource = cluster.resource(
                            object.path("apiVersion").asText(),
                            object.path("kind").asText())
                    .orElseThrow();
            cluster.create(resource, object);
        }
    }

    Cluster cluster() {
        return cluster;
    }

    ObjectNode get(Resource resource, String namespace, String name) {
        return cluster.get(resource, new Key(namespace, name)).orElseGet(Json::object);
    }

    ObjectNode waitFor(Resource resource, String namespace, String name, Predicate<ObjectNode> condition) {
        return await("%s %s/%s; now: %s".formatted(resource.kind(), namespace, name, ""))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(resource, namespace, name), condition);
    }

    ObjectNode waitReady(String namespace, String pod) {
        return waitFor(Resource.PODS, namespace, pod, TestSandbox::isReady);
    }

    static boolean isReady(ObjectNode pod) {
        return Json.objects(pod.path("status").path("conditions")).stream()
                .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True"));
    }

    List<ObjectNode> pods(String namespace) {
        return cluster.list(Resource.PODS, namespace).items();
    }

    /// What the workload in the pod answers at port 8000.
    String ask(ObjectNode pod, String path) {
        return ask("http://" + pod.path("status").path("podIP").asText() + ":8000" + path);
    }

    /// Over a connection of its own.
    String ask(String uri) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        controllers.stop();
        kubelet.stop();
        proxy.stop();
        view.close();
        cluster.close();
        server.close();
    }
}
