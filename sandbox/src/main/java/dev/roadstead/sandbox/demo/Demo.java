package dev.roadstead.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import dev.roadstead.sandbox.manifests.Applier;
import dev.roadstead.sandbox.manifests.Manifests;
import dev.roadstead.sandbox.node.SandboxNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a newcomer sees: from an applied Registry to an image that came through a node's mirror.
public final class Demo {

    private static final Resource REGISTRIES =
            new Resource("roadstead.dev", "v1alpha1", "registries", "Registry", true);
    private static final Resource NODE_STATES =
            new Resource("roadstead.dev", "v1alpha1", "nodestates", "NodeState", false);

    private static final Key OPERATOR = new Key("roadstead-system", "roadstead-operator");
    private static final Key REGISTRY = new Key("registries", "harbour");
    private static final String MIRROR = "through-harbour";
    private static final String HOST = "registry.roadstead.example";
    private static final String REPOSITORY = "demo/hello";
    private static final String TAG = "1";
    private static final int LAYER_BYTES = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final Progress progress;
    private final Table table = new Table();
    private final Waiting waiting;
    private final PodTroubles troubles;

    public Demo(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
        this.waiting = new Waiting(progress);
        this.troubles = new PodTroubles(stage.cluster());
    }

    /// A step that happened outside.
    public void note(String step, String result, Duration time) {
        table.add(step, result, time);
    }

    public List<String> table() {
        return table.lines();
    }

    public void run() throws InterruptedException {
        step("operator", this::operatorReady);
        step("apply", this::applyQuickstart);
        step("registry", this::registryReady);
        DemoImage image = DemoImage.random(LAYER_BYTES, architecture());
        step("push", () -> push(image));
        for (SandboxNode node : stage.nodes()) {
            step(node.name() + " configured", () -> proven(node));
        }
        for (SandboxNode node : stage.nodes()) {
            step(node.name() + " pull", () -> pull(node, image));
        }
    }

    @FunctionalInterface
    private interface Step {
        String run() throws InterruptedException;
    }

    private void step(String name, Step step) throws InterruptedException {
        long begin = System.nanoTime();
        progress.say("==> " + name);
        String result;
        try {
            result = step.run();
        } catch (ClusterException e) {
            throw new DemoException(name + ": " + e.getMessage(), e);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        progress.detail(result);
        table.add(name, result, time);
    }

    private String operatorReady() throws InterruptedException {
        return waiting.until(
                "the operator becomes ready",
                PATIENCE,
                () -> get(Resource.DEPLOYMENTS, OPERATOR)
                        .filter(deployment ->
                                deployment.path("status").path("readyReplicas").asInt() > 0)
                        .map(deployment -> "ready, 1 process"),
                () -> troubles.of(OPERATOR.namespace()));
    }

    private String applyQuickstart() throws InterruptedException {
        try {
            List<ObjectNode> objects = Manifests.folder(stage.quickstart());
            new Applier(stage.cluster()).apply(objects);
            return String.join(
                    ", ",
                    objects.stream()
                            .map(each -> each.path("kind").asText() + " " + Meta.name(each))
                            .toList());
        } catch (IOException e) {
            throw new DemoException("the quickstart cannot be read: " + e.getMessage(), e);
        }
    }

    private String registryReady() throws InterruptedException {
        return waiting.until(
                "Registry " + REGISTRY.name() + " becomes Ready",
                PATIENCE,
                () -> get(REGISTRIES, REGISTRY)
                        .filter(registry -> isTrue(registry, "Ready"))
                        .map(registry -> "Ready at "
                                + registry.path("status").path("url").asText()),
                () -> get(REGISTRIES, REGISTRY).map(Demo::worst).orElse("not there") + "; "
                        + troubles.of(REGISTRY.namespace()));
    }

    private String push(DemoImage image) throws InterruptedException {
        ObjectNode service = require(Resource.SERVICES, REGISTRY);
        int port = Json.objects(service.path("spec").path("ports")).stream()
                .filter(each -> each.path("name").asText().equals("registry"))
                .mapToInt(each -> each.path("port").asInt())
                .findFirst()
                .orElseThrow(() -> new DemoException("the registry's Service has no port named registry"));
        URI address =
                URI.create("https://" + service.path("spec").path("clusterIP").asText() + ":" + port);
        ObjectNode ca = require(Resource.CONFIG_MAPS, new Key(REGISTRY.namespace(), REGISTRY.name() + "-ca"));
        ObjectNode admin = require(Resource.SECRETS, new Key(REGISTRY.namespace(), REGISTRY.name() + "-admin"));
        new ImagePush(
                        address,
                        ca.path("data").path("ca.crt").asText(),
                        decoded(admin, "username"),
                        decoded(admin, "password"))
                .push(image, REPOSITORY, TAG);
        return "%s/%s:%s, %.1f MiB, %s"
                .formatted(
                        HOST,
                        REPOSITORY,
                        TAG,
                        (image.layer().length + image.config().length) / 1048576.0,
                        brief(image.digest()));
    }

    private String proven(SandboxNode node) throws InterruptedException {
        Key key = new Key("", node.name());
        JsonNode mirror = waiting.until(
                node.name() + " proves its mirror",
                PATIENCE,
                () -> get(NODE_STATES, key)
                        .flatMap(state -> mirror(state)
                                .filter(each -> each.path("state").asText().equals("Proven"))),
                () -> get(NODE_STATES, key)
                                .map(state ->
                                        mirror(state).map(JsonNode::toString).orElse(worst(state)))
                                .orElse("no NodeState yet")
                        + "; " + troubles.of("roadstead-nodes"));
        Path file = node.certsDir().resolve(HOST).resolve("hosts.toml");
        try {
            progress.detail("/etc/containerd/certs.d/" + HOST + "/hosts.toml:");
            progress.detail(Files.readString(file).strip().indent(2).stripTrailing());
        } catch (IOException e) {
            throw new DemoException(node.name() + " says Proven but has no readable " + file, e);
        }
        JsonNode proof = mirror.path("proof");
        return "proven by %s through %s in %d ms"
                .formatted(
                        proof.path("method").asText().toLowerCase(java.util.Locale.ROOT),
                        proof.path("endpoint").asText(),
                        proof.path("durationMillis").asLong());
    }

    private String pull(SandboxNode node, DemoImage image) throws InterruptedException {
        String name = HOST + "/" + REPOSITORY + ":" + TAG;
        NodePull.Result result = new NodePull(stage.agent(), stage.logs()).pull(node, name, stage.containerd());
        if (!result.digest().equals(image.digest())) {
            throw new DemoException(
                    "%s pulled %s, but %s was pushed".formatted(node.name(), result.digest(), image.digest()));
        }
        return "%.1f MiB by %s%s, same digest"
                .formatted(
                        result.bytes() / 1048576.0,
                        result.via(),
                        result.endpoint().isEmpty() ? "" : " from " + result.endpoint());
    }

    private Optional<ObjectNode> get(Resource resource, Key key) {
        Cluster cluster = stage.cluster();
        return cluster.get(resource, key);
    }

    private ObjectNode require(Resource resource, Key key) {
        return get(resource, key)
                .orElseThrow(() -> new DemoException("there is no %s %s".formatted(resource.kind(), key)));
    }

    private static Optional<ObjectNode> mirror(ObjectNode state) {
        return Json.objects(state.path("status").path("mirrors")).stream()
                .filter(each -> each.path("name").asText().equals(MIRROR))
                .findFirst();
    }

    private static boolean isTrue(JsonNode object, String condition) {
        boolean current = object.path("status").path("observedGeneration").asLong() == Meta.generation(object);
        return current
                && Json.objects(object.path("status").path("conditions")).stream()
                        .anyMatch(each -> each.path("type").asText().equals(condition)
                                && each.path("status").asText().equals("True"));
    }

    /// What an object itself says about why it is not ready.
    private static String worst(JsonNode object) {
        List<String> reasons = Json.objects(object.path("status").path("conditions")).stream()
                .filter(each -> each.path("status").asText().equals("False"))
                .map(each ->
                        each.path("type").asText() + " " + each.path("reason").asText() + ": "
                                + each.path("message").asText())
                .toList();
        return reasons.isEmpty() ? "nothing said yet" : String.join("; ", reasons);
    }

    private static String decoded(ObjectNode secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
    }

    private static String brief(String digest) {
        return digest.substring(0, Math.min(19, digest.length()));
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
