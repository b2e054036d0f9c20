package dev.roadstead.e2e.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeState;
import dev.roadstead.crd.Registry;
import dev.roadstead.e2e.kubernetes.AuditedWrite;
import dev.roadstead.e2e.kubernetes.KubernetesNode;
import dev.roadstead.e2e.kubernetes.RunningContainer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A cluster of one real node with the images of this build, on which Roadstead can be installed.
final class NodeChain implements AutoCloseable {
    static final String NAMESPACE = "registries";
    private static final String MIRROR = "through-harbour";
    private static final String PULLED = "docker.io/library/always:1";

    private final Path folder;
    private final KubernetesNode node;
    private final KubernetesClient client;
    private final Kubectl kubectl;
    private final NodePusher pusher;

    private NodeChain(Path folder, KubernetesNode node) throws IOException {
        this.folder = folder;
        this.node = node;
        String kubeconfig = node.controlPlane().kubeconfig();
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
        this.kubectl = new Kubectl(
                Kubectl.requireProgram(),
                Files.writeString(folder.resolve("kubeconfig"), kubeconfig),
                folder.resolve("kubectl.log"));
        this.pusher = new NodePusher(node, client, folder);
    }

    /// @param folder where logs stay
    /// @param containerd the folder of containerd's programs
    static NodeChain start(Path folder, String containerd) throws IOException, InterruptedException {
        NodePusher.requirePrograms();
        Kubectl.requireProgram();
        List<Path> images = ProjectImages.get();
        KubernetesNode node = KubernetesNode.start(folder.resolve("node-1"), containerd);
        try {
            for (Path image : images) {
                node.importImage(image);
            }
            return new NodeChain(folder, node);
        } catch (RuntimeException | Error | IOException e) {
            node.close();
            throw e;
        }
    }

    @Override
    public void close() {
        client.close();
        node.close();
    }

    KubernetesNode node() {
        return node;
    }

    KubernetesClient client() {
        return client;
    }

    Kubectl kubectl() {
        return kubectl;
    }

    NodePusher pusher() {
        return pusher;
    }

    static ConditionFactory soon(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(300));
    }

    /// As README says it.
    void install() throws IOException, InterruptedException {
        client.resource(new PersistentVolumeBuilder()
                        .withNewMetadata()
                        .withName("claim")
                        .endMetadata()
                        .withNewSpec()
                        .addToCapacity("storage", new Quantity("10Gi"))
                        .withAccessModes("ReadWriteOnce")
                        .withNewHostPath()
                        .withPath(node.claimFolder().toString())
                        .endHostPath()
                        .endSpec()
                        .build())
                .create();
        kubectl.run("apply", "--server-side", "-k", "config/default");
        kubectl.run("apply", "-f", "examples/quickstart");
        awaitWell();
        pusher.pushWithSkopeo(PULLED.replace("docker.io/", ""));
    }

    /// Waits until the Registry and the NodeMirror are ready as they are asked for now.
    void awaitWell() {
        soon("the Registry is ready").ignoreExceptions().untilAsserted(() -> {
            Registry registry = client.resources(Registry.class)
                    .inNamespace(NAMESPACE)
                    .withName("harbour")
                    .get();
            assertThat(registry.getStatus().conditions()).anyMatch(each -> isReady(each, registry));
        });
        soon("the NodeMirror is ready").ignoreExceptions().untilAsserted(() -> {
            NodeMirror mirror = mirror();
            assertThat(mirror.getStatus().conditions()).anyMatch(each -> isReady(each, mirror));
        });
    }

    private static boolean isReady(Condition condition, HasMetadata object) {
        return condition.getType().equals("Ready")
                && condition.getStatus().equals("True")
                && object.getMetadata().getGeneration().equals(condition.getObservedGeneration());
    }

    private NodeMirror mirror() {
        return client.resources(NodeMirror.class).withName(MIRROR).get();
    }

    /// Makes the quickstart's registry trusted under one more name.
    void trustAlso(String host) {
        client.resources(NodeMirror.class).withName(MIRROR).patch(PatchContext.of(PatchType.JSON), """
                [{"op": "add", "path": "/spec/trust/-",
                  "value": {"host": "%s", "caFrom": {"registryRef": {"namespace": "%s", "name": "harbour"}}}}]
                """.formatted(
                        host, NAMESPACE));
    }

    NodeState nodeState() {
        return client.resources(NodeState.class).withName("node-1").get();
    }

    /// Runs a pod of a new name and waits until it runs.
    void runPod(String name, String image) {
        client.load(new ByteArrayInputStream("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: %s, namespace: default}
                        spec:
                          automountServiceAccountToken: false
                          terminationGracePeriodSeconds: 0
                          containers: [{name: main, image: %s, imagePullPolicy: Always}]
                        """.formatted(name, image).getBytes(StandardCharsets.UTF_8)))
                .create();
        soon("the pod of " + image + " runs").untilAsserted(() -> {
            Pod pod = client.pods().inNamespace("default").withName(name).get();
            assertThat(pod.getStatus().getPhase()).as("%s", pod.getStatus()).isEqualTo("Running");
        });
    }

    /// What containerd pulls while the rest of Kubernetes is away.
    void pullWithoutKubernetes() throws IOException {
        node.ctr("images pull --hosts-dir /etc/containerd/certs.d " + PULLED);
    }

    /// kill -9 of the process of a pod's container, and waits until the kubelet has started another.
    void killContainer(String name) throws IOException {
        RunningContainer killed = node.container(name);
        killed.kill();
        soon("another container " + name + " runs")
                .ignoreExceptions()
                .until(() -> !node.container(name).id().equals(killed.id()));
    }

    /// From the start of a pod's only container to its pod's readiness, as the kubelet tells it (to the second).
    Duration startTime(String container) {
        Pod pod = client.pods().inAnyNamespace().list().getItems().stream()
                .filter(each ->
                        each.getSpec().getContainers().getFirst().getName().equals(container))
                .findFirst()
                .orElseThrow();
        Instant started = Instant.parse(pod.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getRunning()
                .getStartedAt());
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Ready"))
                .map(condition -> Duration.between(started, Instant.parse(condition.getLastTransitionTime())))
                .findFirst()
                .orElseThrow();
    }

    /// Manifests that the registry gave out, by its own count.
    double pulls() throws IOException, InterruptedException {
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
    Map<String, String> containerdFiles() throws IOException {
        Path root = node.containerdConfig("");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /// Digests of what every program of the node trusts.
    String systemTrust() throws IOException {
        return node.run("""
                for folder in /etc/ssl /usr/local/share/ca-certificates /etc/ca-certificates /etc/pki; do
                  test ! -d $folder || find $folder -type f -exec sha256sum {} + | sort
                done
                """);
    }

    String containerdLog() throws IOException {
        return Files.readString(node.log("containerd"));
    }

    /// What Roadstead wrote, but for the lease that says that its operator is alive.
    List<AuditedWrite> writes() {
        return node.controlPlane().writes().stream()
                .filter(write -> !write.isOfTheClusterItself() && !write.isQuestion())
                .filter(write -> write.user().startsWith("system:serviceaccount:roadstead-"))
                .filter(write -> !write.resource().equals("leases"))
                .toList();
    }

    /// How many times the operator renewed its lease.
    long renewals() {
        return node.controlPlane().writes().stream()
                .filter(write -> write.user().startsWith("system:serviceaccount:roadstead-"))
                .filter(write -> write.resource().equals("leases"))
                .count();
    }

    /// Keeps a line for whoever reads the results.
    void note(String figure) throws IOException {
        Files.writeString(
                folder.resolve("figures.txt"), figure + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
