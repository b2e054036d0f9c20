package dev.roadstead.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Service to EndpointSlice and Endpoints: the addresses of the pods that it selects, with their readiness.
final class EndpointLists implements Controller {

    private final ClusterView view;

    EndpointLists(ClusterView view) {
        this.view = view;
    }

    @Override
    public String name() {
        return "endpoints";
    }

    @Override
    public void watch(ControlLoop loop) {
        view.onChange(Resource.SERVICES, service -> loop.enqueue(Key.of(service)));
        view.onChange(
                Resource.PODS,
                pod -> view.in(Resource.SERVICES, Meta.namespace(pod))
                        .forEach(service -> loop.enqueue(Key.of(service))));
        view.onChange(Resource.ENDPOINT_SLICES, slice -> Owned.enqueue(loop, slice, "Service"));
    }

    @Override
    public Optional<Duration> reconcile(Key key) {
        ObjectNode service = view.get(Resource.SERVICES, key).orElse(null);
        if (service == null) {
            return Optional.empty();
        }
        JsonNode selector = service.path("spec").path("selector");
        if (Meta.isDeleting(service)
                || selector.isEmpty()
                || service.path("spec").path("type").asText().equals("ExternalName")) {
            return Optional.empty();
        }
        Selector wanted = Selector.ofMap(selector);
        List<ObjectNode> pods = view.in(Resource.PODS, key.namespace()).stream()
                .filter(wanted::matches)
                .filter(pod -> !Pods.isFinished(pod)
                        && !pod.path("status").path("podIP").asText().isEmpty())
                .sorted(Comparator.comparing(Meta::name))
                .toList();
        slice(service, pods);
        endpoints(service, pods);
        return Optional.empty();
    }

    private void slice(ObjectNode service, List<ObjectNode> pods) {
        ObjectNode slice = Json.object();
        slice.put("addressType", "IPv4");
        var endpoints = slice.putArray("endpoints");
        for (ObjectNode pod : pods) {
            ObjectNode endpoint = endpoints.addObject();
            endpoint.putArray("addresses").add(pod.path("status").path("podIP").asText());
            boolean ready = Pods.isReady(pod);
            boolean terminating = Meta.isDeleting(pod);
            endpoint.putObject("conditions")
                    .put("ready", ready || publishesAll(service))
                    .put("serving", ready)
                    .put("terminating", terminating);
            endpoint.put("nodeName", pod.path("spec").path("nodeName").asText());
            endpoint.set("targetRef", target(pod));
        }
        var ports = slice.putArray("ports");
        for (Port port : ports(service, pods)) {
            ports.addObject()
                    .put("name", port.name())
                    .put("port", port.number())
                    .put("protocol", port.protocol());
        }
        ObjectNode metadata = slice.putObject("metadata");
        metadata.put("namespace", Meta.namespace(service)).put("name", Meta.name(service) + "-sandbox");
        metadata.putObject("labels")
                .put("kubernetes.io/service-name", Meta.name(service))
                .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        metadata.putArray("ownerReferences").add(Meta.ownerReference(service));
        write(Resource.ENDPOINT_SLICES, slice, List.of("endpoints", "ports"));
    }

    private void endpoints(ObjectNode service, List<ObjectNode> pods) {
        ObjectNode object = Json.object();
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("namespace", Meta.namespace(service)).put("name", Meta.name(service));
        ObjectNode subset = Json.object();
        for (ObjectNode pod : pods) {
            if (!Meta.isDeleting(pod)) {
                boolean ready = Pods.isReady(pod) || publishesAll(service);
                subset.withArray(ready ? "addresses" : "notReadyAddresses")
                        .addObject()
                        .put("ip", pod.path("status").path("podIP").asText())
                        .put("nodeName", pod.path("spec").path("nodeName").asText())
                        .set("targetRef", target(pod));
            }
        }
        if (!subset.isEmpty()) {
            for (Port port : ports(service, pods)) {
                ObjectNode each = subset.withArray("ports").addObject();
                if (!port.name().isEmpty()) {
                    each.put("name", port.name());
                }
                each.put("port", port.number()).put("protocol", port.protocol());
            }
            object.putArray("subsets").add(subset);
        }
        write(Resource.ENDPOINTS, object, List.of("subsets"));
    }

    private void write(Resource resource, ObjectNode desired, List<String> fields) {
        Key key = Key.of(desired);
        ObjectNode live = view.get(resource, key).orElse(null);
        if (live == null) {
            view.create(resource, desired);
            return;
        }
        boolean same = fields.stream().allMatch(field -> live.path(field).equals(desired.path(field)));
        if (!same) {
            ObjectNode changed = live.deepCopy();
            for (String field : fields) {
                if (desired.has(field)) {
                    changed.set(field, desired.get(field));
                } else {
                    changed.remove(field);
                }
            }
            view.replace(resource, changed);
        }
    }

    private record Port(String name, int number, String protocol) {}

    /// Target ports as numbers. Named ports are looked up in the first pod that has one.
    private static List<Port> ports(JsonNode service, List<ObjectNode> pods) {
        List<Port> ports = new ArrayList<>();
        for (JsonNode port : service.path("spec").path("ports")) {
            JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
            int number = target.isNumber() ? target.asInt() : named(target.asText(), pods);
            if (number > 0) {
                ports.add(new Port(
                        port.path("name").asText(),
                        number,
                        port.path("protocol").asText("TCP")));
            }
        }
        return ports;
    }

    private static int named(String name, List<ObjectNode> pods) {
        if (name.matches("[0-9]+")) {
            return Integer.parseInt(name);
        }
        return pods.stream()
                .flatMap(pod -> Json.objects(pod.path("spec").path("containers")).stream())
                .flatMap(container -> Json.objects(container.path("ports")).stream())
                .filter(port -> port.path("name").asText().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }

    private static ObjectNode target(JsonNode pod) {
        return Json.object()
                .put("kind", "Pod")
                .put("namespace", Meta.namespace(pod))
                .put("name", Meta.name(pod))
                .put("uid", Meta.uid(pod));
    }

    private static boolean publishesAll(JsonNode service) {
        return service.path("spec").path("publishNotReadyAddresses").asBoolean();
    }
}
