package dev.roadstead.e2e.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// etcd, kube-apiserver and kube-controller-manager on a loopback address of their own, without nodes. Logs stay in the
/// folder.
public final class KubernetesControlPlane implements AutoCloseable {
    private static final int ETCD = 2379;
    private static final int ETCD_PEERS = 2380;
    private static final int API = 6443;
    private static final int CONTROLLERS = 10257;
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final KubernetesPrograms programs;
    private final String address;
    private final Credentials credentials;
    private final AuditLog auditLog;
    private final boolean hasNodes;
    private final Daemons daemons;

    private KubernetesControlPlane(Path folder, KubernetesPrograms programs, String address, boolean hasNodes)
            throws IOException {
        this.folder = Files.createDirectories(folder.toAbsolutePath());
        this.daemons = new Daemons(this.folder);
        this.programs = programs;
        this.address = address;
        this.hasNodes = hasNodes;
        this.credentials = new Credentials(this.folder.resolve("pki"), address);
        this.auditLog = new AuditLog(this.folder);
    }

    /// Without nodes, on a loopback address of its own. Skips the test where the programs are missing; see
    /// [KubernetesPrograms#require].
    public static KubernetesControlPlane start(Path folder) {
        KubernetesPrograms programs = KubernetesPrograms.require();
        return start(folder, programs, LoopbackAddress.withFree(ETCD, ETCD_PEERS, API, CONTROLLERS), false);
    }

    /// For nodes, on an address that they reach, and with a scheduler.
    static KubernetesControlPlane startForNodes(Path folder, KubernetesPrograms programs, String address) {
        return start(folder, programs, address, true);
    }

    private static KubernetesControlPlane start(
            Path folder, KubernetesPrograms programs, String address, boolean hasNodes) {
        try {
            KubernetesControlPlane controlPlane = new KubernetesControlPlane(folder, programs, address, hasNodes);
            try {
                controlPlane.run();
            } catch (RuntimeException | Error | IOException e) {
                controlPlane.close();
                throw e;
            }
            return controlPlane;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        daemons.start("etcd", etcd());
        daemons.start("kube-apiserver", apiServer());
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig()))
                .build()) {
            await("kube-apiserver", () -> "ok".equals(client.raw("/readyz")));
            daemons.start("kube-controller-manager", controllerManager());
            if (hasNodes) {
                daemons.start("kube-scheduler", scheduler());
            }
            // Without it no pod is admitted to a namespace.
            await(
                    "kube-controller-manager",
                    () -> client.serviceAccounts()
                                    .inNamespace("default")
                                    .withName("default")
                                    .get()
                            != null);
        }
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what + " is ready; see " + folder)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .failFast(daemons::requireAlive)
                .until(condition);
    }

    private List<String> etcd() {
        String clients = "http://" + address + ":" + ETCD;
        String peers = "http://" + address + ":" + ETCD_PEERS;
        return List.of(
                programs.etcd().toString(),
                "--name=it",
                "--data-dir=" + etcdData(),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=it=" + peers,
                "--unsafe-no-fsync");
    }

    private List<String> apiServer() {
        List<String> command = new ArrayList<>(List.of(
                programs.apiServer().toString(),
                "--etcd-servers=http://" + address + ":" + ETCD,
                "--bind-address=" + address,
                "--advertise-address=" + address,
                "--secure-port=" + API,
                "--tls-cert-file=" + credentials.certificate("server"),
                "--tls-private-key-file=" + credentials.key("server"),
                "--client-ca-file=" + credentials.ca(),
                "--token-auth-file=" + credentials.tokens(),
                "--authorization-mode=Node,RBAC",
                "--enable-admission-plugins=NodeRestriction",
                "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                "--service-account-key-file=" + credentials.certificate("service-accounts"),
                "--service-account-signing-key-file=" + credentials.key("service-accounts"),
                "--service-cluster-ip-range=10.96.0.0/16",
                "--allow-privileged=true"));
        if (!hasNodes) {
            // It would make Endpoints of a loopback address, which are refused.
            command.add("--endpoint-reconciler-type=none");
        }
        command.addAll(auditLog.flags());
        return command;
    }

    /// Without nodes, pods and claims of StatefulSets and the health of Nodes are the tests' own to play: no kubelet
    /// would
    /// ever run those of a controller, or tell of itself.
    private List<String> controllerManager() throws IOException {
        return List.of(
                programs.controllerManager().toString(),
                "--kubeconfig=" + credentials.kubeconfigOf(Credentials.CONTROLLER_MANAGER, url()),
                "--bind-address=" + address,
                "--secure-port=" + CONTROLLERS,
                "--leader-elect=false",
                "--use-service-account-credentials",
                "--root-ca-file=" + credentials.ca(),
                "--service-account-private-key-file=" + credentials.key("service-accounts"),
                "--kube-api-qps=200",
                "--kube-api-burst=400",
                hasNodes
                        ? "--controllers=*"
                        : "--controllers=*,-statefulset-controller,-persistentvolume-binder-controller,-node-lifecycle-controller");
    }

    private List<String> scheduler() throws IOException {
        return List.of(
                programs.scheduler().toString(),
                "--kubeconfig=" + credentials.kubeconfigOf(Credentials.SCHEDULER, url()),
                "--bind-address=" + address,
                "--leader-elect=false");
    }

    Credentials credentials() {
        return credentials;
    }

    public URI url() {
        return URI.create("https://" + address + ":" + API);
    }

    public String caPem() {
        return credentials.caPem();
    }

    /// A token of a cluster administrator.
    public String adminToken() {
        return credentials.adminToken();
    }

    /// A kubeconfig of a cluster administrator.
    public String kubeconfig() {
        return kubeconfig(adminToken());
    }

    /// A kubeconfig of whom a token stands for.
    public String kubeconfig(String token) {
        return credentials.kubeconfig(url(), token);
    }

    /// kill -9 of one of its programs, by its name.
    public void kill(String daemon) {
        daemons.kill(daemon);
    }

    public void startAgain(String daemon) {
        daemons.startAgain(daemon);
    }

    /// Every accepted write so far, in order.
    public List<AuditedWrite> writes() {
        return auditLog.writes();
    }

    @Override
    public void close() {
        daemons.close();
        try (Stream<Path> data = Files.walk(etcdData())) {
            for (Path path : data.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // It never came that far.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path etcdData() {
        return folder.resolve("etcd");
    }
}
