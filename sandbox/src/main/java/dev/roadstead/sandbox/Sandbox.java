package dev.roadstead.sandbox;

import dev.roadstead.sandbox.cluster.Access;
import dev.roadstead.sandbox.cluster.Cluster;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.HttpCluster;
import dev.roadstead.sandbox.cluster.Resource;
import dev.roadstead.sandbox.controller.Controllers;
import dev.roadstead.sandbox.demo.Progress;
import dev.roadstead.sandbox.kubelet.Addresses;
import dev.roadstead.sandbox.kubelet.ImageCatalogue;
import dev.roadstead.sandbox.kubelet.Kubelet;
import dev.roadstead.sandbox.kubelet.StateFolders;
import dev.roadstead.sandbox.manifests.Applier;
import dev.roadstead.sandbox.manifests.Manifests;
import dev.roadstead.sandbox.node.NodeObjects;
import dev.roadstead.sandbox.node.Nodes;
import dev.roadstead.sandbox.node.SandboxNode;
import dev.roadstead.sandbox.process.Reaper;
import dev.roadstead.sandbox.proxy.ServiceProxy;
import dev.roadstead.sandbox.server.SandboxApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A control plane with nodes, on this machine. Everything is built here, from top to bottom, and stopped in the
/// opposite order.
final class Sandbox {

    /// What may be chosen.
    ///
    /// @param installation folder of the kustomization that is applied at start
    record Settings(
            Path directory, int nodes, Nodes.Containerd containerd, ImageCatalogue catalogue, Path installation) {}

    private final StateFolder state;
    private final List<Part> parts = new ArrayList<>();

    private final AddressBlock addresses;
    private final SandboxApiServer server;
    private final HttpCluster cluster;
    private final Nodes nodes;
    private final Map<String, String> runtimes;

    @FunctionalInterface
    private interface Part {
        void stop() throws IOException, InterruptedException;
    }

    static Sandbox start(Settings settings, Progress progress) throws IOException, InterruptedException {
        StateFolder state = StateFolder.open(settings.directory());
        try {
            return new Sandbox(state, settings, progress);
        } catch (IOException | InterruptedException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private Sandbox(StateFolder state, Settings settings, Progress progress) throws IOException, InterruptedException {
        this.state = state;
        parts.add(state::close);
        try {
            Clock clock = Clock.systemUTC();
            var folders = new StateFolders(state.path());
            Files.createDirectories(folders.logs());
            Reaper.reap(folders.processes());

            addresses = AddressBlock.claim(state.recall("addresses"));
            parts.add(addresses::close);
            state.remember("addresses", addresses.prefix());

            server = startServer(state, folders);
            parts.add(server::close);
            state.remember("port", String.valueOf(server.port()));
            Files.writeString(kubeconfig(), server.kubeconfig());

            cluster = new HttpCluster(access());
            parts.add(cluster::close);

            nodes = new Nodes(IntStream.rangeClosed(1, settings.nodes())
                    .mapToObj(i -> new SandboxNode("node-" + i, addresses.node(i), folders.node("node-" + i)))
                    .toList());
            parts.add(nodes::stop);
            runtimes = nodes.start(settings.containerd(), folders.logs(), folders.processes(), clock, progress::detail);
            new NodeObjects(cluster, clock).register(nodes.all(), runtimes);

            ClusterView view = new ClusterView(cluster, watches());
            parts.add(view::close);
            var controllers = new Controllers(view, folders.volumes(), server.caPem(), clock);
            var proxy = new ServiceProxy(view);
            var kubelet = new Kubelet(
                    view,
                    new Kubelet.Setup(
                            folders,
                            settings.catalogue(),
                            access(),
                            nodes.all().stream().collect(Collectors.toMap(SandboxNode::name, SandboxNode::address)),
                            new Addresses(addresses.prefix())),
                    clock);
            view.start();
            parts.add(proxy::stop);
            proxy.start();
            parts.add(kubelet::stop);
            kubelet.start();
            parts.add(controllers::stop);
            controllers.start();

            new Applier(cluster).apply(Manifests.kustomization(settings.installation()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            stop();
            throw e;
        }
    }

    private static SandboxApiServer startServer(StateFolder state, StateFolders folders) throws IOException {
        var options = SandboxApiServer.Options.in(state.path())
                .withLogs(container -> folders.log(
                        container.namespace(),
                        container.pod(),
                        container.uid(),
                        container.name(),
                        container.previous()));
        String port = state.recall("port");
        if (port != null) {
            try {
                return SandboxApiServer.start(options.withPort(Integer.parseInt(port)));
            } catch (IOException e) {
                // Somebody else has it now; kubeconfig is written anew below.
                return SandboxApiServer.start(options);
            }
        }
        return SandboxApiServer.start(options);
    }

    private static List<Resource> watches() {
        Set<Resource> watches = new LinkedHashSet<>(Controllers.watches());
        watches.addAll(Kubelet.watches());
        watches.addAll(ServiceProxy.watches());
        return List.copyOf(watches);
    }

    /// Ends every program, then the control plane. The state folder is kept.
    synchronized void stop() throws IOException, InterruptedException {
        while (!parts.isEmpty()) {
            parts.removeLast().stop();
        }
    }

    private Access access() {
        return new Access(server.address().toString(), server.caPem(), server.adminToken());
    }

    Path directory() {
        return state.path();
    }

    Path kubeconfig() {
        return state.path().resolve("kubeconfig");
    }

    String address() {
        return server.address().toString();
    }

    Cluster cluster() {
        return cluster;
    }

    List<SandboxNode> nodes() {
        return nodes.all();
    }

    boolean hasContainerd() {
        return !runtimes.isEmpty();
    }

    /// `API server at …, 2 nodes with containerd 1.6.20`.
    String summary() {
        int count = nodes.all().size();
        return "API server at %s, %d %s %s"
                .formatted(
                        address(),
                        count,
                        count == 1 ? "node" : "nodes",
                        hasContainerd()
                                ? "with containerd "
                                        + runtimes.values().iterator().next()
                                : "without containerd");
    }
}
