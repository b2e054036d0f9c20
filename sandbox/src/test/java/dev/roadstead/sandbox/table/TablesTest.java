package dev.roadstead.sandbox.table;

import static dev.roadstead.sandbox.fixture.Yaml.node;
import static dev.roadstead.sandbox.fixture.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.table.Tables.IncludeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String META = "metadata: {name: x, creationTimestamp: '2026-01-01T11:00:00Z'}";

    private static String row(JsonNode declared, String plural, String yaml) {
        JsonNode cells = Tables.of(declared, plural, object(yaml), IncludeObject.None, NOW)
                .at("/rows/0/cells");
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(cell.isNull() ? "-" : cell.asText()));
        return String.join("|", texts);
    }

    private static String row(String plural, String yaml) {
        return row(null, plural, META + "\n" + yaml);
    }

    @Test
    void customColumnsComeByTheirPathsAndTypes() {
        JsonNode declared = node("""
                - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
                - {name: Replicas, type: integer, jsonPath: .spec.replicas}
                - {name: Since, type: date, jsonPath: .status.since, priority: 1}
                - {name: App, type: string, jsonPath: .metadata.labels.app\\.kubernetes\\.io/name}
                - {name: First, type: string, jsonPath: '.spec.hosts[0]'}
                - {name: All, type: string, jsonPath: .spec.hosts}
                - {name: None, type: string, jsonPath: .status.nothing}
                - {name: Wrong, type: integer, jsonPath: .metadata.name}
                """);
        String yaml = """
                metadata: {name: x, labels: {app.kubernetes.io/name: web}}
                spec: {replicas: 3, hosts: [a, b]}
                status: {since: '2026-01-01T11:59:30Z', conditions: [{type: Other, status: 'False'}, {type: Ready, status: 'True'}]}
                """;

        assertThat(row(declared, "things", yaml)).isEqualTo("x|True|3|30s|web|a|[\"a\",\"b\"]|-|-");
        assertThat(Tables.of(declared, "things", object(yaml), IncludeObject.None, NOW)
                        .at("/columnDefinitions/3"))
                .isEqualTo(node("{name: Since, type: date, format: '', description:"
                        + " 'Custom resource definition column (in JSONPath format): .status.since', priority: 1}"));
    }

    @Test
    void customKindsWithoutColumnsShowTheirAge() {
        assertThat(row(node("[]"), "things", META)).isEqualTo("x|60m");
    }

    @Test
    void listsCarryTheirMetadata() {
        ObjectNode table = Tables.of(null, "namespaces", object("""
                        metadata: {resourceVersion: '7', continue: abc, remainingItemCount: 3}
                        items: [{metadata: {name: a}, status: {phase: Active}}, {metadata: {name: b}}]
                        """), IncludeObject.Metadata, NOW);

        assertThat(table.path("metadata"))
                .isEqualTo(node("{resourceVersion: '7', continue: abc, remainingItemCount: 3}"));
        assertThat(table.path("rows")).hasSize(2);
        assertThat(table.at("/rows/0")).isEqualTo(node("""
                cells: [a, Active, <unknown>]
                object: {kind: PartialObjectMetadata, apiVersion: meta.k8s.io/v1, metadata: {name: a}}
                """));
    }

    @Test
    void rowsCarryWhatWasAskedFor() {
        ObjectNode object = object("{kind: Namespace, metadata: {name: a}}");

        assertThat(Tables.of(null, "namespaces", object, IncludeObject.Object, NOW)
                        .at("/rows/0/object"))
                .isEqualTo(object);
        assertThat(Tables.of(null, "namespaces", object, IncludeObject.None, NOW)
                        .at("/rows/0/object")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "190, 3m10s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "11100, 3h5m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "180000, 2d2h",
        "691200, 8d",
        "63071999, 729d",
        "63072000, 2y",
        "68256000, 2y60d",
        "252288000, 8y",
        "-1, 0s",
        "-5, <invalid>"
    })
    void agesReadAsInKubectl(long seconds, String text) {
        assertThat(Age.of(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void podsTellTheStateOfTheirContainers() {
        String containers = "spec: {containers: [{name: a}, {name: b}], nodeName: node-1}\n";
        assertThat(row("pods", containers + """
                status:
                  phase: Running
                  podIPs: [{ip: 127.1.2.3}]
                  containerStatuses:
                    - {ready: true, restartCount: 0, state: {running: {}}}
                    - {ready: false, restartCount: 2, state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {finishedAt: '2026-01-01T11:58:30Z'}}}
                """))
                .isEqualTo("x|1/2|CrashLoopBackOff|2 (90s ago)|60m|127.1.2.3|node-1|<none>|<none>");
        assertThat(row("pods", containers + "status: {phase: Pending}"))
                .isEqualTo("x|0/2|Pending|0|60m|<none>|node-1|<none>|<none>");
        assertThat(row("pods", """
                spec: {containers: [{name: a}], initContainers: [{name: i}, {name: j}]}
                status: {phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 0}}}, {name: j, state: {running: {}}}]}
                """)).startsWith("x|0/1|Init:1/2|0|");
        assertThat(row("pods", """
                spec: {containers: [{name: a}]}
                status: {phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 3, reason: Error}}}]}
                """)).startsWith("x|0/1|Error|0|");
        assertThat(row(null, "pods", """
                metadata: {name: x, deletionTimestamp: now}
                status: {phase: Running}
                """)).startsWith("x|0/0|Terminating|");
    }

    @Test
    void otherBuiltinKindsTellWhatKubectlTells() {
        assertThat(row("services", """
                spec: {type: NodePort, clusterIPs: [127.0.0.9], ports: [{port: 80, nodePort: 30080, protocol: TCP}, {port: 53, protocol: UDP}], selector: {a: b}}
                """)).isEqualTo("x|NodePort|127.0.0.9|<none>|80:30080/TCP,53/UDP|60m|a=b");
        assertThat(row("deployments", """
                spec: {replicas: 3, selector: {matchLabels: {a: b}}, template: {spec: {containers: [{name: c, image: i}, {name: d, image: j}]}}}
                status: {readyReplicas: 2, updatedReplicas: 3, availableReplicas: 1}
                """)).isEqualTo("x|2/3|3|1|60m|c,d|i,j|a=b");
        assertThat(row("statefulsets", "spec: {replicas: 1}")).isEqualTo("x|0/1|60m||");
        assertThat(row("daemonsets", "status: {desiredNumberScheduled: 2, numberReady: 1}"))
                .isEqualTo("x|2|0|1|0|0|<none>|60m|||<none>");
        assertThat(row("nodes", """
                spec: {unschedulable: true}
                status: {conditions: [{type: Ready, status: 'True'}], nodeInfo: {kubeletVersion: v1.36.0, architecture: amd64}}
                """))
                .isEqualTo(
                        "x|Ready,SchedulingDisabled|<none>|60m|v1.36.0|<none>|<none>|<unknown>|<unknown> (amd64)|<unknown>");
        assertThat(row("persistentvolumeclaims", """
                spec: {volumeName: v, storageClassName: s, volumeMode: Filesystem}
                status: {phase: Bound, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce]}
                """)).isEqualTo("x|Bound|v|1Gi|RWO|s|<unset>|60m|Filesystem");
        assertThat(row("poddisruptionbudgets", """
                spec: {maxUnavailable: 1}
                status: {disruptionsAllowed: 1}
                """)).isEqualTo("x|N/A|1|1|60m");
        assertThat(row("configmaps", "data: {a: b, c: d}")).isEqualTo("x|2|60m");
        assertThat(row("secrets", "type: Opaque\ndata: {a: b}")).isEqualTo("x|Opaque|1|60m");
        assertThat(row("leases", "spec: {holderIdentity: me}")).isEqualTo("x|me|60m");
        assertThat(row("endpointslices", "addressType: IPv4\nendpoints: [{addresses: [a]}, {addresses: [b, c, d]}]"))
                .isEqualTo("x|IPv4|<unset>|a,b,c + 1 more...|60m");
        assertThat(row("rolebindings", """
                roleRef: {kind: Role, name: r}
                subjects: [{kind: ServiceAccount, namespace: n, name: s}]
                """)).isEqualTo("x|Role/r|60m|||n/s");
        assertThat(row("roles", "rules: []")).isEqualTo("x|2026-01-01T11:00:00Z");
    }

    @Test
    void eventsOfBothGroupsReadAlike() {
        assertThat(row("events", """
                involvedObject: {kind: Pod, name: p}
                reason: Started
                type: Normal
                message: "it runs\\n"
                count: 3
                source: {component: kubelet, host: node-1}
                firstTimestamp: '2026-01-01T11:50:00Z'
                lastTimestamp: '2026-01-01T11:59:00Z'
                """)).isEqualTo("60s|Normal|Started|pod/p||kubelet, node-1|it runs|10m|3|x");
        assertThat(row("events", """
                regarding: {kind: Registry, name: r}
                reason: Ready
                type: Normal
                note: it serves
                reportingController: roadstead.dev/operator
                eventTime: '2026-01-01T11:50:00.000000Z'
                """))
                .isEqualTo("10m|Normal|Ready|registry/r||roadstead.dev/operator|it serves|10m|1|x");
    }
}
