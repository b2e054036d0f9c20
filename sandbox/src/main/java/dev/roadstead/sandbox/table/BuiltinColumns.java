package dev.roadstead.sandbox.table;

import static dev.roadstead.sandbox.table.Column.age;
import static dev.roadstead.sandbox.table.Column.field;
import static dev.roadstead.sandbox.table.Column.number;
import static dev.roadstead.sandbox.table.Column.objectName;
import static dev.roadstead.sandbox.table.Column.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The columns of the built-in kinds, as kube-apiserver prints them.
final class BuiltinColumns {

    private static final Column CONTAINERS =
            text("Containers", object -> Cells.joined(object.at("/spec/template/spec/containers"), "name", ","));
    private static final Column IMAGES =
            text("Images", object -> Cells.joined(object.at("/spec/template/spec/containers"), "image", ","));
    private static final Column SELECTOR = text("Selector", object -> Cells.selector(object.at("/spec/selector")));

    private static final Map<String, List<Column>> BY_RESOURCE = Map.ofEntries(
            Map.entry("pods", PodColumns.COLUMNS),
            Map.entry("services", ServiceColumns.COLUMNS),
            Map.entry("nodes", NodeColumns.COLUMNS),
            Map.entry("events", EventColumns.COLUMNS),
            Map.entry("persistentvolumeclaims", VolumeColumns.CLAIM),
            Map.entry("persistentvolumes", VolumeColumns.VOLUME),
            Map.entry("storageclasses", VolumeColumns.STORAGE_CLASS),
            Map.entry("namespaces", List.of(objectName(), field("Status", "/status/phase"), age())),
            Map.entry(
                    "configmaps",
                    List.of(
                            objectName(),
                            count(
                                    "Data",
                                    object -> object.path("data").size()
                                            + object.path("binaryData").size()),
                            age())),
            Map.entry(
                    "secrets",
                    List.of(
                            objectName(),
                            field("Type", "/type"),
                            count("Data", object -> object.path("data").size()),
                            age())),
            Map.entry("serviceaccounts", List.of(objectName(), age())),
            Map.entry("endpoints", List.of(objectName(), text("Endpoints", ServiceColumns::endpoints), age())),
            Map.entry(
                    "endpointslices",
                    List.of(
                            objectName(),
                            field("AddressType", "/addressType"),
                            text("Ports", ServiceColumns::slicePorts),
                            text("Endpoints", ServiceColumns::sliceEndpoints),
                            age())),
            Map.entry(
                    "deployments",
                    List.of(
                            objectName(),
                            text("Ready", BuiltinColumns::ready),
                            number("Up-to-date", "/status/updatedReplicas"),
                            number("Available", "/status/availableReplicas"),
                            age(),
                            CONTAINERS.wide(),
                            IMAGES.wide(),
                            SELECTOR.wide())),
            Map.entry(
                    "statefulsets",
                    List.of(
                            objectName(),
                            text("Ready", BuiltinColumns::ready),
                            age(),
                            CONTAINERS.wide(),
                            IMAGES.wide())),
            Map.entry(
                    "daemonsets",
                    List.of(
                            objectName(),
                            number("Desired", "/status/desiredNumberScheduled"),
                            number("Current", "/status/currentNumberScheduled"),
                            number("Ready", "/status/numberReady"),
                            number("Up-to-date", "/status/updatedNumberScheduled"),
                            number("Available", "/status/numberAvailable"),
                            text(
                                    "Node Selector",
                                    object -> Cells.labels(object.at("/spec/template/spec/nodeSelector"))),
                            age(),
                            CONTAINERS.wide(),
                            IMAGES.wide(),
                            SELECTOR.wide())),
            Map.entry(
                    "replicasets",
                    List.of(
                            objectName(),
                            number("Desired", "/spec/replicas"),
                            number("Current", "/status/replicas"),
                            number("Ready", "/status/readyReplicas"),
                            age(),
                            CONTAINERS.wide(),
                            IMAGES.wide(),
                            SELECTOR.wide())),
            Map.entry(
                    "controllerrevisions",
                    List.of(
                            objectName(),
                            text("Controller", Cells::controller),
                            number("Revision", "/revision"),
                            age())),
            Map.entry(
                    "poddisruptionbudgets",
                    List.of(
                            objectName(),
                            text("Min Available", object -> Cells.or(object.at("/spec/minAvailable"), "N/A")),
                            text("Max Unavailable", object -> Cells.or(object.at("/spec/maxUnavailable"), "N/A")),
                            number("Allowed Disruptions", "/status/disruptionsAllowed"),
                            age())),
            Map.entry(
                    "networkpolicies",
                    List.of(
                            objectName(),
                            text("Pod-Selector", object -> Cells.selector(object.at("/spec/podSelector"))),
                            age())),
            Map.entry(
                    "ingresses",
                    List.of(
                            objectName(),
                            text("Class", object -> Cells.or(object.at("/spec/ingressClassName"), "<none>")),
                            text("Hosts", ServiceColumns::hosts),
                            text("Address", ServiceColumns::loadBalancer),
                            text("Ports", object -> object.at("/spec/tls").isEmpty() ? "80" : "80, 443"),
                            age())),
            Map.entry("leases", List.of(objectName(), field("Holder", "/spec/holderIdentity"), age())),
            Map.entry("rolebindings", binding()),
            Map.entry("clusterrolebindings", binding()),
            Map.entry(
                    "priorityclasses",
                    List.of(
                            objectName(),
                            number("Value", "/value"),
                            text(
                                    "Global-Default",
                                    object -> object.path("globalDefault").asText("false")),
                            age(),
                            field("PreemptionPolicy", "/preemptionPolicy").wide())));

    /// Kinds that kube-apiserver has no columns for.
    private static final List<Column> OTHERS = List.of(
            objectName(),
            new Column(
                    "Created At",
                    "date",
                    "",
                    0,
                    "CreationTimestamp is when the object was created.",
                    (object, _) -> TextNode.valueOf(
                            object.at("/metadata/creationTimestamp").asText(""))));

    private BuiltinColumns() {}

    static List<Column> of(String plural) {
        return BY_RESOURCE.getOrDefault(plural, OTHERS);
    }

    private static Column count(String name, ToIntFunction<JsonNode> count) {
        return new Column(
                name,
                "string",
                "",
                0,
                name,
                (object, _) -> JsonNodeFactory.instance.numberNode(count.applyAsInt(object)));
    }

    private static String ready(JsonNode object) {
        return object.at("/status/readyReplicas").asLong(0) + "/"
                + object.at("/spec/replicas").asLong(0);
    }

    private static List<Column> binding() {
        return List.of(
                objectName(),
                text(
                        "Role",
                        object -> object.at("/roleRef/kind").asText("") + "/"
                                + object.at("/roleRef/name").asText("")),
                age(),
                text("Users", object -> Cells.subjects(object, "User")).wide(),
                text("Groups", object -> Cells.subjects(object, "Group")).wide(),
                text("ServiceAccounts", object -> Cells.subjects(object, "ServiceAccount"))
                        .wide());
    }
}
