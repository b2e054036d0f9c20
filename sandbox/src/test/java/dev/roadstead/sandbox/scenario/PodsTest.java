package dev.roadstead.sandbox.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsTest {

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
        assertThat(sandbox.folders.processes()).isEmptyDirectory();
    }

    @Test
    void handsEnvironmentFilesAndIdentityToTheProgram() {
        sandbox.create("given", """
                {apiVersion: v1, kind: ServiceAccount, metadata: {name: worker}}""", """
                {apiVersion: v1, kind: Secret, metadata: {name: keys}, stringData: {user: anna}}""", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: words}, data: {greeting: hello}}""", """
                apiVersion: v1
                kind: Pod
                metadata: {name: one, labels: {tier: front}}
                spec:
                  serviceAccountName: worker
                  containers:
                  - name: main
                    image: example.org/workload:1@sha256:abc
                    args: [serve, "$(IP):8000", "--config=/etc/words/greeting", "/data", "$(NOPE)", "$$(IP)"]
                    env:
                    - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                    - {name: TIER, valueFrom: {fieldRef: {fieldPath: "metadata.labels['tier']"}}}
                    - {name: USER_NAME, valueFrom: {secretKeyRef: {name: keys, key: user}}}
                    - {name: WHERE, value: "/data/sub"}
                    - {name: BOTH, value: "$(TIER)-$(USER_NAME)"}
                    envFrom: [{configMapRef: {name: words}, prefix: W_}]
                    resources: {limits: {memory: 64Mi}}
                    volumeMounts:
                    - {name: words, mountPath: /etc/words}
                    - {name: data, mountPath: /data/}
                    readinessProbe: {httpGet: {path: /, port: 8000}}
                  volumes:
                  - {name: words, configMap: {name: words}}
                  - {name: data, emptyDir: {}}
                """);

        ObjectNode pod = sandbox.waitReady("given", "one");

        String[] args = sandbox.ask(pod, "/args").split("\n");
        assertThat(args[1]).isEqualTo(pod.path("status").path("podIP").asText() + ":8000");
        assertThat(args[2]).startsWith("--config=" + directory).endsWith("/volumes/words/greeting");
        assertThat(args[3]).startsWith(directory.toString()).endsWith("/volumes/data");
        assertThat(args[4]).isEqualTo("$(NOPE)");
        assertThat(args[5]).isEqualTo("$(IP)");
        assertThat(sandbox.ask(pod, "/file?" + args[2].substring("--config=".length())))
                .isEqualTo("hello");
        assertThat(sandbox.ask(pod, "/env?TIER")).isEqualTo("front");
        assertThat(sandbox.ask(pod, "/env?BOTH")).isEqualTo("front-anna");
        assertThat(sandbox.ask(pod, "/env?W_greeting")).isEqualTo("hello");
        assertThat(sandbox.ask(pod, "/env?WHERE")).isEqualTo(args[3] + "/sub");
        assertThat(sandbox.ask(pod, "/env?ONLY_HERE")).isEqualTo("yes");
        assertThat(sandbox.ask(pod, "/env?KUBERNETES_SERVICE_HOST")).isEqualTo("127.0.0.1");
        String folder = sandbox.ask(pod, "/env?SERVICE_ACCOUNT_DIR");
        assertThat(sandbox.ask(pod, "/file?" + folder + "/namespace")).isEqualTo("given");
        assertThat(sandbox.ask(pod, "/file?" + folder + "/ca.crt")).isEqualTo(sandbox.server.caPem());
        assertThat(sandbox.ask(pod, "/file?" + folder + "/token"))
                .isNotEqualTo(sandbox.server.adminToken())
                .isNotBlank();
        assertThat(sandbox.ask(pod, "/file?" + sandbox.ask(pod, "/env?KUBECONFIG")))
                .contains("namespace: given");
    }

    @Test
    void swapsAChangedConfigMapUnderARunningProgram() {
        sandbox.create("swap", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: words}, data: {greeting: hello, old: gone soon}}""", serving("one", "", """
                    volumeMounts: [{name: words, mountPath: /etc/words}]
                  volumes: [{name: words, configMap: {name: words}}]
                """));
        ObjectNode pod = sandbox.waitReady("swap", "one");
        Path volume = podFolder(pod).resolve("volumes/words");

        sandbox.cluster.merge(
                Resource.CONFIG_MAPS,
                new Key("swap", "words"),
                Json.parse("{\"data\": {\"greeting\": \"bye\", \"old\": null}}"));

        await().untilAsserted(() -> assertThat(volume.resolve("greeting")).hasContent("bye"));
        assertThat(volume.resolve("old")).doesNotExist();
        assertThat(volume.resolve("..data")).isSymbolicLink();
        assertThat(sandbox.get(Resource.PODS, "swap", "one")
                        .path("status")
                        .path("containerStatuses")
                        .path(0)
                        .path("restartCount")
                        .asInt())
                .isZero();
    }

    @Test
    void waitsForAMissingSecretAndSaysSo() {
        sandbox.create("missing", serving("one", "", """
                    env: [{name: X, valueFrom: {secretKeyRef: {name: later, key: x}}}]
                """));
        ObjectNode waiting = sandbox.waitFor(
                Resource.PODS, "missing", "one", pod -> waitingReason(pod).equals("CreateContainerConfigError"));
        assertThat(waiting.path("status").path("phase").asText()).isEqualTo("Pending");
        assertThat(waitingMessage(waiting)).isEqualTo("secrets \"later\" not found");

        sandbox.create("missing", """
                {apiVersion: v1, kind: Secret, metadata: {name: later}, stringData: {x: now}}""");

        ObjectNode pod = sandbox.waitReady("missing", "one");
        assertThat(sandbox.ask(pod, "/env?X")).isEqualTo("now");
    }

    @Test
    void refusesAnImageThatItHasNoProgramFor() {
        sandbox.create("image", """
                {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: main, image: "nginx:1"}]}}""");

        ObjectNode pod = sandbox.waitFor(
                Resource.PODS, "image", "one", each -> waitingReason(each).equals("ImageNotInSandbox"));

        assertThat(waitingMessage(pod)).contains("nginx:1").contains("runs no containers");
    }

    @Test
    void refusesWhatItDoesNotImitate() {
        sandbox.create("refused", serving("one", "", """
                    livenessProbe: {exec: {command: [ls]}}
                """));

        sandbox.waitFor(
                Resource.PODS, "refused", "one", pod -> waitingReason(pod).equals("ProbeNotInSandbox"));
    }

    @Test
    void startsACrashedProgramAgainAndKeepsItsLastWord() {
        sandbox.create("crash", """
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec: {containers: [{name: main, image: workload, args: [exit, "3"]}]}
                """);

        ObjectNode pod = sandbox.waitFor(
                Resource.PODS,
                "crash",
                "one",
                each -> container(each).path("restartCount").asInt() >= 2);

        JsonNode last = container(pod).path("lastState").path("terminated");
        assertThat(last.path("exitCode").asInt()).isEqualTo(3);
        assertThat(last.path("message").asText()).isEqualTo("the last word");
        assertThat(pod.path("status").path("phase").asText()).isEqualTo("Running");
    }

    @Test
    void finishesAPodThatIsNotToBeRestarted() {
        sandbox.create("finish", """
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec:
                  restartPolicy: Never
                  initContainers: [{name: before, image: workload, args: [exit, "0"]}]
                  containers: [{name: main, image: workload, args: [exit, "0"]}]
                """);

        ObjectNode pod = sandbox.waitFor(
                Resource.PODS,
                "finish",
                "one",
                each -> each.path("status").path("phase").asText().equals("Succeeded"));

        assertThat(pod.path("status")
                        .path("initContainerStatuses")
                        .path(0)
                        .path("ready")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void readinessFollowsTheProbe() throws Exception {
        Path sign = directory.resolve("ready-sign");
        sandbox.create("probe", serving("one", "", """
                    readinessProbe: {periodSeconds: 1, failureThreshold: 1, httpGet: {path: "/ready?%s", port: web}}
                    ports: [{name: web, containerPort: 8000}]
                """.formatted(sign)));
        sandbox.waitFor(
                Resource.PODS,
                "probe",
                "one",
                pod -> container(pod).path("started").asBoolean());
        assertThat(TestSandbox.isReady(sandbox.get(Resource.PODS, "probe", "one")))
                .isFalse();

        Files.createFile(sign);
        sandbox.waitReady("probe", "one");

        Files.delete(sign);
        sandbox.waitFor(Resource.PODS, "probe", "one", pod -> !TestSandbox.isReady(pod));
    }

    @Test
    void stopsAProgramThatIgnoresTheSignalWhenTheGraceIsOver() {
        sandbox.create("stubborn", serving("one", "stubborn", "  terminationGracePeriodSeconds: 1\n"));
        ObjectNode pod = sandbox.waitReady("stubborn", "one");
        long pid = Long.parseLong(sandbox.ask(pod, "/pid"));

        sandbox.cluster.delete(Resource.PODS, new Key("stubborn", "one"), Meta.uid(pod), -1);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> sandbox.get(Resource.PODS, "stubborn", "one").isEmpty());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(podFolder(pod)).doesNotExist();
    }

    @Test
    void writesNothingAtRest() {
        sandbox.create("rest", serving("one", "", ""));
        sandbox.waitReady("rest", "one");
        String[] version = {""};
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    String now = sandbox.get(Resource.PODS, "rest", "one")
                            .path("metadata")
                            .path("resourceVersion")
                            .asText();
                    boolean same = now.equals(version[0]);
                    version[0] = now;
                    return same;
                });
    }

    private static String serving(String name, String argument, String rest) {
        boolean atPodLevel = rest.startsWith("  ") && !rest.startsWith("   ");
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                %s  containers:
                  - name: main
                    image: workload
                    args: [serve, "$(IP):8000", "%s"]
                %s
                """.formatted(name, atPodLevel ? rest : "", argument, withProbe(withIp(atPodLevel ? "" : rest)));
    }

    private static String withIp(String rest) {
        String ip = "{name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}";
        return rest.contains("env: [")
                ? rest.replace("env: [", "env: [" + ip + ", ")
                : "    env: [" + ip + "]\n" + rest;
    }

    private static String withProbe(String rest) {
        return rest.contains("Probe:") ? rest : "    readinessProbe: {tcpSocket: {port: 8000}}\n" + rest;
    }

    private static Path podFolder(ObjectNode pod) {
        return directory.resolve("pods/%s_%s_%s".formatted(Meta.namespace(pod), Meta.name(pod), Meta.uid(pod)));
    }

    private static JsonNode container(ObjectNode pod) {
        return pod.path("status").path("containerStatuses").path(0);
    }

    private static String waitingReason(ObjectNode pod) {
        return container(pod).path("state").path("waiting").path("reason").asText();
    }

    private static String waitingMessage(ObjectNode pod) {
        return container(pod).path("state").path("waiting").path("message").asText();
    }
}
