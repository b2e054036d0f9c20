package dev.roadstead.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {

    @TempDir
    static Path directory;

    private static TestSandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        sandbox = new TestSandbox(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void rollsADeploymentFromTemplateToTemplate() {
        sandbox.create("roll", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
                  template:
                """ + template("first"));
        ObjectNode ready = sandbox.waitFor(Resource.DEPLOYMENTS, "roll", "web", WorkloadsTest::isRolledOut);
        assertThat(nodes("roll")).containsExactlyInAnyOrder("node-1", "node-2");
        assertThat(condition(ready, "Available")).isEqualTo("True");

        sandbox.cluster.merge(
                Resource.DEPLOYMENTS, Key.of(ready), TestSandbox.yaml("spec:\n  template:\n" + template("second")));

        sandbox.waitFor(Resource.DEPLOYMENTS, "roll", "web", each -> Meta.generation(each) == 2 && isRolledOut(each));
        await().untilAsserted(() -> assertThat(sandbox.pods("roll"))
                .hasSize(2)
                .allSatisfy(pod -> assertThat(sandbox.ask(pod, "/args")).contains("second")));
        assertThat(sandbox.cluster.list(Resource.REPLICA_SETS, "roll").items()).hasSize(2);

        sandbox.cluster.delete(Resource.DEPLOYMENTS, new Key("roll", "web"), "", -1);
        await().atMost(TestSandbox.PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.pods("roll")).isEmpty());
    }

    @Test
    void keepsTheDataOfAStatefulSet() {
        sandbox.create(
                "state",
                """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  replicas: 2
                  serviceName: db
                  selector: {matchLabels: {app: web}}
                  volumeClaimTemplates:
                  - metadata: {name: data}
                    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                  template:
                """ + template("/data").replace("volumeMounts: []", "volumeMounts: [{name: data, mountPath: /data}]"));
        ObjectNode set = sandbox.waitFor(
                Resource.STATEFUL_SETS,
                "state",
                "db",
                each -> each.path("status").path("readyReplicas").asInt() == 2);
        assertThat(sandbox.pods("state").stream().map(Meta::name)).containsExactlyInAnyOrder("db-0", "db-1");
        ObjectNode first = sandbox.get(Resource.PODS, "state", "db-0");
        String data = sandbox.ask(first, "/args").split("\n")[2];
        sandbox.ask(first, "/write?" + data + "/file");

        sandbox.cluster.merge(
                Resource.STATEFUL_SETS,
                Key.of(set),
                Json.parse("{\"spec\": {\"template\": {\"metadata\": {\"labels\": {\"turn\": \"two\"}}}}}"));

        ObjectNode after = sandbox.waitFor(
                Resource.STATEFUL_SETS,
                "state",
                "db",
                each -> each.path("status").path("observedGeneration").asLong() == 2
                        && each.path("status").path("updatedReplicas").asInt() == 2
                        && each.path("status").path("readyReplicas").asInt() == 2);
        assertThat(after.path("status").path("currentRevision"))
                .isEqualTo(after.path("status").path("updateRevision"));
        ObjectNode renewed = sandbox.get(Resource.PODS, "state", "db-0");
        assertThat(Meta.uid(renewed)).isNotEqualTo(Meta.uid(first));
        assertThat(sandbox.ask(renewed, "/file?" + data + "/file")).isEqualTo("kept");

        sandbox.cluster.delete(Resource.STATEFUL_SETS, Key.of(set), "", -1);
        await().atMost(TestSandbox.PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.pods("state")).isEmpty());
        assertThat(sandbox.get(Resource.CLAIMS, "state", "data-db-0")
                        .path("status")
                        .path("phase")
                        .asText())
                .isEqualTo("Bound");
        assertThat(Path.of(data, "file")).hasContent("kept");

        sandbox.cluster.delete(Resource.CLAIMS, new Key("state", "data-db-0"), "", -1);
        await().untilAsserted(() -> assertThat(Path.of(data)).doesNotExist());
    }

    @Test
    void putsADaemonOnEveryNodeWithItsOwnRoot() {
        sandbox.create(
                "daemon",
                """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                """
                        + template("/host/etc")
                                .replace("volumeMounts: []", "volumeMounts: [{name: etc, mountPath: /host/etc}]")
                                .replace(
                                        "containers:",
                                        "volumes: [{name: etc, hostPath: {path: /etc}}]\n      containers:"));

        sandbox.waitFor(
                Resource.DAEMON_SETS,
                "daemon",
                "agent",
                each -> each.path("status").path("numberReady").asInt() == 2);

        assertThat(nodes("daemon")).containsExactlyInAnyOrder("node-1", "node-2");
        for (ObjectNode pod : sandbox.pods("daemon")) {
            String node = pod.path("spec").path("nodeName").asText();
            assertThat(sandbox.ask(pod, "/args"))
                    .contains(sandbox.folders.node(node).resolve("etc").toString());
        }
    }

    @Test
    void forwardsFromTheClusterIpToReadyPodsOnly() {
        sandbox.create("serve", """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: web}]}
                """, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                """ + template("x"));
        sandbox.waitFor(Resource.DEPLOYMENTS, "serve", "web", WorkloadsTest::isRolledOut);
        String address = "http://"
                + sandbox.get(Resource.SERVICES, "serve", "web")
                        .path("spec")
                        .path("clusterIP")
                        .asText() + "/env?IP";

        Set<String> seen = await().until(
                        () -> java.util.stream.IntStream.range(0, 6)
                                .mapToObj(_ -> sandbox.ask(address))
                                .collect(Collectors.toSet()),
                        answers -> answers.size() == 2);
        assertThat(seen)
                .isEqualTo(sandbox.pods("serve").stream()
                        .map(pod -> pod.path("status").path("podIP").asText())
                        .collect(Collectors.toSet()));

        sandbox.cluster.merge(
                Resource.DEPLOYMENTS, new Key("serve", "web"), Json.parse("{\"spec\": {\"replicas\": 0}}"));
        await().untilAsserted(() -> assertThat(sandbox.ask(address)).contains("ConnectException"));
    }

    @Test
    void tellsWhatMayBeDisrupted() {
        sandbox.create("budget", """
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: web}
                spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
                """, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                """ + template("x"));

        ObjectNode budget = sandbox.waitFor(
                Resource.DISRUPTION_BUDGETS,
                "budget",
                "web",
                each -> each.path("status").path("currentHealthy").asInt() == 2);

        assertThat(budget.path("status").path("disruptionsAllowed").asInt()).isEqualTo(1);
        assertThat(budget.path("status").path("expectedPods").asInt()).isEqualTo(2);
    }

    @Test
    void removesPodsOfANodeThatIsGone() {
        sandbox.create("orphan", """
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec: {nodeName: node-9, containers: [{name: main, image: workload}]}
                """);

        await().untilAsserted(() -> assertThat(sandbox.pods("orphan")).isEmpty());
    }

    private static String template(String argument) {
        return """
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: main
                        image: workload
                        args: [serve, "$(IP):8000", "%s"]
                        env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]
                        ports: [{name: web, containerPort: 8000}]
                        readinessProbe: {tcpSocket: {port: web}}
                        volumeMounts: []
                """.formatted(argument).indent(0);
    }

    private static boolean isRolledOut(JsonNode deployment) {
        JsonNode status = deployment.path("status");
        int replicas = deployment.path("spec").path("replicas").asInt();
        return status.path("observedGeneration").asLong() == Meta.generation(deployment)
                && status.path("updatedReplicas").asInt() == replicas
                && status.path("replicas").asInt() == replicas
                && status.path("availableReplicas").asInt() == replicas;
    }

    private static String condition(JsonNode object, String type) {
        return Json.objects(object.path("status").path("conditions")).stream()
                .filter(each -> each.path("type").asText().equals(type))
                .map(each -> each.path("status").asText())
                .findFirst()
                .orElse("");
    }

    private static List<String> nodes(String namespace) {
        return sandbox.pods(namespace).stream()
                .map(pod -> pod.path("spec").path("nodeName").asText())
                .toList();
    }
}
