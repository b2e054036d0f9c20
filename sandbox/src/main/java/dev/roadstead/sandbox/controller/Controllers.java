package dev.roadstead.sandbox.controller;

import dev.roadstead.sandbox.cluster.ClusterException;
import dev.roadstead.sandbox.cluster.ClusterView;
import dev.roadstead.sandbox.cluster.ControlLoop;
import dev.roadstead.sandbox.cluster.Key;
import dev.roadstead.sandbox.cluster.Resource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// All controllers, each in its own loop.
public final class Controllers {

    private final ClusterView view;
    private final List<ControlLoop> loops = new ArrayList<>();

    /// @param volumes folder below which every persistent volume gets one
    /// @param caPem the API server's CA, for `kube-root-ca.crt`
    public Controllers(ClusterView view, Path volumes, String caPem, Clock clock) {
        this.view = view;
        List<Controller> controllers = List.of(
                new Deployments(view, clock),
                new ReplicaSets(view, clock),
                new StatefulSets(view, clock),
                new DaemonSets(view, clock),
                new Scheduler(view, clock),
                new OrphanedPods(view),
                new EndpointLists(view),
                new Claims(view, volumes, clock),
                new NamespaceDefaults(view, caPem),
                new DisruptionBudgets(view, clock));
        for (Controller controller : controllers) {
            ControlLoop loop = new ControlLoop(controller.name(), controller);
            controller.watch(loop);
            loops.add(loop);
        }
    }

    public static List<Resource> watches() {
        return List.of(
                Resource.NAMESPACES,
                Resource.NODES,
                Resource.PODS,
                Resource.SERVICES,
                Resource.ENDPOINTS,
                Resource.ENDPOINT_SLICES,
                Resource.CONFIG_MAPS,
                Resource.SERVICE_ACCOUNTS,
                Resource.CLAIMS,
                Resource.VOLUMES,
                Resource.DEPLOYMENTS,
                Resource.REPLICA_SETS,
                Resource.STATEFUL_SETS,
                Resource.DAEMON_SETS,
                Resource.REVISIONS,
                Resource.DISRUPTION_BUDGETS);
    }

    /// To be called once the view has been started.
    public void start() {
        if (view.cluster()
                .get(Resource.STORAGE_CLASSES, new Key("", Claims.STORAGE_CLASS))
                .isEmpty()) {
            try {
                view.create(Resource.STORAGE_CLASSES, Claims.storageClass());
            } catch (ClusterException e) {
                if (!e.isConflict()) {
                    throw e;
                }
            }
        }
        loops.forEach(ControlLoop::start);
    }

    public void stop() throws InterruptedException {
        for (ControlLoop loop : loops) {
            loop.stop();
        }
    }
}
