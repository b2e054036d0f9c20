package dev.roadstead.sandbox.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on every clusterIP and port that has a ready endpoint, as kube-proxy makes it look; without one, connections
/// are refused.
public final class ServiceProxy {

    private static final Logger log = LoggerFactory.getLogger(ServiceProxy.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final ClusterView view;
    private final ControlLoop loop;

    /// By service, then by address; used by the loop's thread alone until it has stopped.
    private final Map<Key, Map<InetSocketAddress, Forwarder>> forwarders = new HashMap<>();

    public ServiceProxy(ClusterView view) {
        this.view = view;
        this.loop = new ControlLoop("service-proxy", this::reconcile);
        view.onChange(Resource.SERVICES, service -> loop.enqueue(Key.of(service)));
        view.onChange(
                Resource.ENDPOINT_SLICES,
                slice -> loop.enqueue(new Key(Meta.namespace(slice), Meta.label(slice, "kubernetes.io/service-name"))));
    }

    public static List<Resource> watches() {
        return List.of(Resource.SERVICES, Resource.ENDPOINT_SLICES);
    }

    public void start() {
        loop.start();
    }

    public void stop() throws InterruptedException {
        loop.stop();
        forwarders.values().forEach(each -> each.values().forEach(Forwarder::close));
    }

    private Optional<Duration> reconcile(Key key) {
        Map<InetSocketAddress, List<InetSocketAddress>> wanted = new HashMap<>();
        view.get(Resource.SERVICES, key).ifPresent(service -> routes(service, wanted));
        Map<InetSocketAddress, Forwarder> open = forwarders.computeIfAbsent(key, _ -> new HashMap<>());
        open.entrySet().removeIf(entry -> {
            boolean surplus = !wanted.containsKey(entry.getKey());
            if (surplus) {
                entry.getValue().close();
            }
            return surplus;
        });
        boolean complete = true;
        for (Map.Entry<InetSocketAddress, List<InetSocketAddress>> route : wanted.entrySet()) {
            Forwarder forwarder = open.get(route.getKey());
            if (forwarder != null) {
                forwarder.retarget(route.getValue());
            } else {
                complete &= open(key, open, route.getKey(), route.getValue());
            }
        }
        if (open.isEmpty()) {
            forwarders.remove(key);
        }
        return complete ? Optional.empty() : Optional.of(TRY_AGAIN);
    }

    private static boolean open(
            Key key,
            Map<InetSocketAddress, Forwarder> open,
            InetSocketAddress address,
            List<InetSocketAddress> targets) {
        try {
            open.put(address, Forwarder.open(address, targets));
            return true;
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("service", key)
                    .addKeyValue("address", address)
                    .addKeyValue("cause", e.getMessage())
                    .log("cannot listen for a service");
            return false;
        }
    }

    private void routes(ObjectNode service, Map<InetSocketAddress, List<InetSocketAddress>> routes) {
        String address = service.path("spec").path("clusterIP").asText();
        if (!address.startsWith("127.")) {
            return;
        }
        List<ObjectNode> slices = view.in(Resource.ENDPOINT_SLICES, Meta.namespace(service)).stream()
                .filter(slice -> Meta.label(slice, "kubernetes.io/service-name").equals(Meta.name(service)))
                .toList();
        for (JsonNode port : service.path("spec").path("ports")) {
            if (port.path("protocol").asText("TCP").equals("TCP")) {
                List<InetSocketAddress> targets =
                        targets(slices, port.path("name").asText());
                if (!targets.isEmpty()) {
                    routes.put(new InetSocketAddress(address, port.path("port").asInt()), targets);
                }
            }
        }
    }

    private static List<InetSocketAddress> targets(List<ObjectNode> slices, String portName) {
        List<InetSocketAddress> targets = new ArrayList<>();
        for (ObjectNode slice : slices) {
            int port = Json.objects(slice.path("ports")).stream()
                    .filter(each -> each.path("name").asText().equals(portName))
                    .mapToInt(each -> each.path("port").asInt())
                    .findFirst()
                    .orElse(0);
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (port > 0 && endpoint.path("conditions").path("ready").asBoolean(true)) {
                    endpoint.path("addresses")
                            .forEach(address -> targets.add(new InetSocketAddress(address.asText(), port)));
                }
            }
        }
        return targets;
    }
}
