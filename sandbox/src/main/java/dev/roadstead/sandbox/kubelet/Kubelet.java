package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Access;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.Events;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import dev.roadstead.sandbox.cluster.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The kubelet of every sandbox node: one worker per pod that is bound to one of them.
public final class Kubelet {

    /// What a kubelet needs from outside.
    ///
    /// @param api the API server as pods shall reach it
    /// @param nodes address by node name
    public record Setup(
            StateFolders folders,
            ImageCatalogue catalogue,
            Access api,
            Map<String, String> nodes,
            Addresses addresses) {
        public Setup {
            nodes = Map.copyOf(nodes);
        }
    }

    private record Worker(PodWorker worker, Thread thread, JsonNode pod) {}

    private final ClusterView view;
    private final Setup setup;
    private final PodWorker.Surroundings around;

    /// By pod uid; guarded by the monitor.
    private final Map<String, Worker> workers = new HashMap<>();

    /// Guarded by the monitor.
    private boolean closed;

    public Kubelet(ClusterView view, Setup setup, Clock clock) {
        this.view = view;
        this.setup = setup;
        Identity identity = new Identity(view, setup.api());
        var launches = new Launches(
                setup.catalogue(),
                new Volumes(view, identity::token),
                new Environment(view),
                identity,
                setup.folders());
        this.around = new PodWorker.Surroundings(view, launches, new Events(view.cluster(), "kubelet", clock), clock);
    }

    public static List<Resource> watches() {
        return List.of(
                Resource.PODS,
                Resource.SECRETS,
                Resource.CONFIG_MAPS,
                Resource.SERVICE_ACCOUNTS,
                Resource.CLAIMS,
                Resource.VOLUMES);
    }

    /// Takes over the pods that are there, drops folders of pods that are not, and follows what comes.
    public void start() throws IOException {
        dropFolders();
        for (ObjectNode pod : view.all(Resource.PODS)) {
            String address = pod.path("status").path("podIP").asText();
            if (!address.isEmpty() && !isHostNetwork(pod)) {
                setup.addresses().take(Meta.uid(pod), address);
            }
        }
        view.onChange(Resource.PODS, this::podChanged);
        for (Resource resource : watches().subList(1, watches().size())) {
            view.onChange(resource, object -> dependencyChanged(resource, object));
        }
        view.all(Resource.PODS).forEach(this::podChanged);
    }

    private void podChanged(ObjectNode pod) {
        synchronized (this) {
            Worker known = workers.get(Meta.uid(pod));
            if (known != null) {
                known.worker().wake();
                return;
            }
            boolean present = view.get(Resource.PODS, dev.roadstead.sandbox.cluster.Key.of(pod))
                    .filter(current -> Meta.uid(current).equals(Meta.uid(pod)))
                    .isPresent();
            if (!closed && present && setup.nodes().containsKey(node(pod))) {
                begin(pod);
            }
        }
    }

    private synchronized void begin(ObjectNode pod) {
        String uid = Meta.uid(pod);
        String address = setup.nodes().getOrDefault(node(pod), "");
        var host = new PodContext.Host(node(pod), address, setup.folders().node(node(pod)));
        String ip = isHostNetwork(pod)
                ? address
                : setup.addresses().take(uid, pod.path("status").path("podIP").asText());
        var context = new PodContext(pod, ip, host, setup.folders().pod(pod));
        var worker = new PodWorker(around, context, () -> ended(uid, ip));
        Thread thread = Thread.ofVirtual().name("pod-" + Meta.name(pod)).unstarted(worker);
        workers.put(uid, new Worker(worker, thread, pod));
        thread.start();
    }

    private synchronized void ended(String uid, String ip) {
        workers.remove(uid);
        setup.addresses().release(ip, uid);
    }

    private synchronized void dependencyChanged(Resource resource, ObjectNode object) {
        for (Worker worker : workers.values()) {
            boolean concerned =
                    !resource.namespaced() || Meta.namespace(worker.pod()).equals(Meta.namespace(object));
            if (concerned && mentions(worker.pod(), Meta.name(object))) {
                worker.worker().changed();
            }
        }
    }

    /// Coarse, and that is enough: a worker that is woken in vain does nothing.
    private static boolean mentions(JsonNode pod, String name) {
        return pod.path("spec").toString().contains("\"" + name + "\"")
                || pod.path("spec").toString().contains("persistentVolumeClaim")
                || name.equals("default");
    }

    private static String node(JsonNode pod) {
        return pod.path("spec").path("nodeName").asText();
    }

    private static boolean isHostNetwork(JsonNode pod) {
        return pod.path("spec").path("hostNetwork").asBoolean();
    }

    private void dropFolders() throws IOException {
        Path pods = setup.folders().root().resolve("pods");
        if (!Files.isDirectory(pods)) {
            return;
        }
        List<Path> known =
                view.all(Resource.PODS).stream().map(setup.folders()::pod).toList();
        try (Stream<Path> folders = Files.list(pods)) {
            for (Path folder : folders.toList()) {
                if (!known.contains(folder)) {
                    DataDirectory.delete(folder);
                }
            }
        }
    }

    /// Running programs by `namespace/pod`, for messages.
    public synchronized List<String> pods() {
        return workers.values().stream()
                .map(worker -> Meta.namespace(worker.pod()) + "/" + Meta.name(worker.pod()))
                .sorted()
                .toList();
    }

    /// Stops every program, each within its pod's grace; the pods stay in the API server.
    public void stop() throws InterruptedException {
        List<Worker> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(workers.values());
        }
        running.forEach(worker -> worker.worker().stopWithSandbox());
        for (Worker worker : running) {
            worker.thread().join();
        }
    }

    /// Names of containers of a pod, first the one that `kubectl logs` means without `-c`.
    static List<String> containers(JsonNode pod) {
        return Json.objects(pod.path("spec").path("containers")).stream()
                .map(container -> container.path("name").asText())
                .toList();
    }
}
