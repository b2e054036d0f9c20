package dev.roadstead.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.Registry;
import dev.roadstead.e2e.kubernetes.KubernetesNode;
import dev.roadstead.e2e.registry.Program;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// From `kubectl apply -k config/default` to a pod whose image came through the mirror, and back. A subclass says which
/// containerd.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChainOnARealNode {
    private static final String NAMESPACE = "registries";

    private Path folder;
    private Path kubeconfig;
    private KubernetesNode node;
    private KubernetesClient client;

    /// The folder of containerd's programs.
    abstract String containerd();

    @BeforeAll
    void start() throws Exception {
        Program.require("skopeo");
        folder = Files.createDirectories(Path.of("target", "node", getClass().getSimpleName() + "-" + System.nanoTime())
                .toAbsolutePath());
        String containerd = containerd();
        kubectl();
        List<Path> images = ProjectImages.build(Files.createDirectories(folder.resolve("images")));
        node = KubernetesNode.start(folder.resolve("node-1"), containerd);
        for (Path image : images) {
            node.importImage(image);
        }
        kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), node.controlPlane().kubeconfig());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(node.controlPlane().kubeconfig()))
                .build();
    }

    @AfterAll
    void stop() {
        if (client != null) {
            client.close();
        }
        if (node != null) {
            node.close();
        }
    }

    private static String kubectl() {
        String all = System.getenv().getOrDefault("ROADSTEAD_KUBECTLS", "");
        Program.requireThat(!all.isEmpty(), "ROADSTEAD_KUBECTLS names no kubectl; `peers/get kubectl-1.36` prints one");
        return all.substring(all.lastIndexOf(':') + 1);
    }

    private void kubectl(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("kubectl.log");
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(kubectl(), "--kubeconfig=" + kubeconfig), Stream.of(arguments))
                                .toList())
                .directory(Path.of("..").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("kubectl " + List.of(arguments) + " failed; see " + log);
        }
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(300));
    }

    @Test
    void aPodIsPulledThroughTheMirrorOfItsNode() throws Exception {
        Map<String, String> untouched = containerdFiles();
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName("claim")
                        .endMetadata()
                        .withNewSpec()
                        .addToCapacity("storage", new io.fabric8.kubernetes.api.model.Quantity("10Gi"))
                        .withAccessModes("ReadWriteOnce")
                        .withNewHostPath()
                        .withPath(node.claimFolder().toString())
                        .endHostPath()
                        .endSpec()
                        .build())
                .create();

        kubectl("apply", "--server-side", "-k", "config/default");
        kubectl("apply", "-f", "examples/quickstart");
        awaitReady();

        push("library/greeting:1");
        double pulls = requests();
        startPod("docker.io/library/greeting:1");
        assertThat(requests()).isGreaterThan(pulls);
        assertThat(containerdFiles()).containsKeys("certs.d/docker.io/hosts.toml");
        assertThat(proof()).isEqualTo("Containerd");

        kubectl("delete", "nodemirror", "--all", "--timeout=120s");
        assertThat(containerdFiles()).isEqualTo(untouched);
        kubectl("delete", "registry", "harbour", "-n", NAMESPACE, "--timeout=120s");
        soon().until(() -> client.apps()
                .statefulSets()
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .isEmpty());
        assertThat(client.persistentVolumeClaims()
                        .inNamespace(NAMESPACE)
                        .withName("data-harbour-0")
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();

        kubectl("delete", "-k", "config/default", "--timeout=120s");
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .list()
                        .getItems())
                .isEmpty();
    }

    private void awaitReady() {
        soon().untilAsserted(() -> {
            Registry registry = client.resources(Registry.class)
                    .inNamespace(NAMESPACE)
                    .withName("harbour")
                    .get();
            assertThat(registry.getStatus()).isNotNull();
            assertThat(ready(registry.getStatus().conditions())).isEqualTo("True");
        });
        soon().untilAsserted(() -> {
            NodeMirror mirror =
                    client.resources(NodeMirror.class).list().getItems().getFirst();
            assertThat(mirror.getStatus()).isNotNull();
            assertThat(ready(mirror.getStatus().conditions()))
                    .as("%s", mirror.getStatus().conditions())
                    .isEqualTo("True");
        });
    }

    private static String ready(List<Condition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(Condition::getStatus)
                .findFirst()
                .orElse("");
    }

    private String proof() {
        NodeState state = client.resources(NodeState.class).withName("node-1").get();
        return String.valueOf(state.getStatus().mirrors().getFirst().proof().method());
    }

    /// With the registry's CA in a folder of skopeo's own, from inside the node, where Services are reached.
    private void push(String image) throws IOException {
        Map<String, String> account = client.secrets()
                .inNamespace(NAMESPACE)
                .withName("harbour-admin")
                .get()
                .getData();
        Path certificates = Files.createDirectories(folder.resolve("certificates"));
        Files.writeString(
                certificates.resolve("ca.crt"),
                client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withName("harbour-ca")
                        .get()
                        .getData()
                        .get("ca.crt"));
        String service = client.services()
                .inNamespace(NAMESPACE)
                .withName("harbour")
                .get()
                .getSpec()
                .getClusterIP();
        node.run("skopeo copy --dest-cert-dir %s --dest-creds '%s:%s' docker-archive:%s docker://%s:5000/%s"
                .formatted(
                        certificates,
                        decoded(account.get("username")),
                        decoded(account.get("password")),
                        node.pauseArchive(),
                        service,
                        image));
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private void startPod(String image) {
        client.load(new java.io.ByteArrayInputStream("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: greeting, namespace: default}
                        spec:
                          automountServiceAccountToken: false
                          terminationGracePeriodSeconds: 0
                          containers: [{name: main, image: %s, imagePullPolicy: Always}]
                        """.formatted(image).getBytes(StandardCharsets.UTF_8)))
                .create();
        soon().untilAsserted(() -> {
            Pod pod = client.pods().inNamespace("default").withName("greeting").get();
            assertThat(pod.getStatus().getPhase()).as("%s", pod.getStatus()).isEqualTo("Running");
        });
    }

    /// Manifests that the registry gave out, by its own count.
    private double requests() throws IOException, InterruptedException {
        String address = client.pods()
                .inNamespace(NAMESPACE)
                .withName("harbour-0")
                .get()
                .getStatus()
                .getPodIP();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://" + address + ":9090/metrics"))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("roadstead_registry_requests_seconds_count{")
                            && line.contains("route=\"manifest\"")
                            && line.contains("status=\"200\"")
                            && !line.contains("method=\"PUT\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    /// Every file below `/etc/containerd` with its content.
    private Map<String, String> containerdFiles() throws IOException {
        Path root = node.containerdConfig("");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
