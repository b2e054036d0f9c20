package dev.roadstead.e2e.kubernetes;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import dev.roadstead.e2e.registry.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A cluster of one real node: containerd, kubelet and kube-proxy in namespaces of their own, where they find the
/// default paths and ports, so that a DaemonSet's hostPaths are the ones that users have.
///
/// ```
/// etc-containerd/  etc-cni/  var-containerd/  var-kubelet/ ...   what the node has there
/// claims/                                                        for volumes of the test
/// ```
public final class KubernetesNode implements AutoCloseable {
    private static final String PAUSE = "registry.example/pause:1";
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final KubernetesPrograms programs;
    private final NodeNamespaces namespaces;
    private final KubernetesControlPlane controlPlane;
    private final String cgroup;
    private final String containerdPath;
    private final Daemons daemons;

    private KubernetesNode(
            Path folder,
            KubernetesPrograms programs,
            NodeNamespaces namespaces,
            KubernetesControlPlane controlPlane,
            String containerdPath) {
        this.folder = folder;
        this.daemons = new Daemons(folder);
        this.programs = programs;
        this.namespaces = namespaces;
        this.controlPlane = controlPlane;
        this.containerdPath = containerdPath;
        this.cgroup = "roadstead-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }

    /// Skips the test, saying why, where programs or rights are missing.
    ///
    /// @param containerdPath the folder of containerd's programs
    public static KubernetesNode start(Path folder, String containerdPath) {
        KubernetesPrograms programs = KubernetesPrograms.require();
        for (String name : List.of("nsenter", "unshare", "ip", "iptables", "conntrack", "runc")) {
            Program.require(name);
        }
        Program.require("pause");
        Program.requireThat(
                "root".equals(System.getProperty("user.name")), "a real node needs root for namespaces and mounts");
        Program.requireThat(Files.isDirectory(CGROUPS.resolve("cpuset")), "a real node is tried on cgroup v1 only");
        try {
            Path absolute = Files.createDirectories(folder.toAbsolutePath());
            NodeNamespaces namespaces = NodeNamespaces.create(absolute);
            KubernetesControlPlane controlPlane;
            try {
                controlPlane = KubernetesControlPlane.startForNodes(absolute, programs, namespaces.hostAddress());
            } catch (RuntimeException | Error e) {
                namespaces.close();
                throw e;
            }
            var node = new KubernetesNode(absolute, programs, namespaces, controlPlane, containerdPath);
            try {
                node.run();
            } catch (RuntimeException | Error | IOException e) {
                node.close();
                throw e;
            }
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() throws IOException {
        prepare();
        startContainerd();
        importImage(newImage(PAUSE));
        startKubelet();
        daemon(
                "kube-proxy",
                List.of(
                        programs.proxy().toString(),
                        "--config="
                                + file("kube-proxy.yaml", """
                                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                                kind: KubeProxyConfiguration
                                mode: iptables
                                clientConnection: {kubeconfig: %s}
                                clusterCIDR: 10.244.0.0/16
                                conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
                                """.formatted(controlPlane
                                        .credentials()
                                        .kubeconfigOf(Credentials.PROXY, controlPlane.url()))),
                        "--hostname-override=" + Credentials.NODE));
    }

    private void prepare() throws IOException {
        namespaces.routePods();
        for (String name : new String[] {"claims"}) {
            Files.createDirectories(folder.resolve(name));
        }
        StringBuilder script =
                new StringBuilder("hostname " + Credentials.NODE + "\nmount -t tmpfs run /run\nmkdir /run/lock\n");
        bind(script, "etc-containerd", "/etc/containerd");
        bind(script, "etc-cni", "/etc/cni/net.d");
        bind(script, "var-containerd", "/var/lib/containerd");
        bind(script, "var-kubelet", "/var/lib/kubelet");
        bind(script, "var-cni", "/var/lib/cni");
        bind(script, "var-roadstead", "/var/lib/roadstead");
        bind(script, "log-pods", "/var/log/pods");
        bind(script, "log-containers", "/var/log/containers");
        // Volumes of pods must reach the shims.
        script.append("mount --make-rshared /\n");
        namespaces.run(script.toString());
        for (Path hierarchy : hierarchies()) {
            Files.createDirectories(hierarchy.resolve(cgroup));
        }
        for (String setting : List.of("cpuset.cpus", "cpuset.mems")) {
            Path all = CGROUPS.resolve("cpuset");
            Files.writeString(all.resolve(cgroup).resolve(setting), Files.readString(all.resolve(setting)));
        }
        file("etc-containerd/config.toml", """
                version = 2
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%s"
                  restrict_oom_score_adj = true
                  [plugins."io.containerd.grpc.v1.cri".cni]
                    bin_dir = "/usr/lib/cni"
                    conf_dir = "/etc/cni/net.d"
                  [plugins."io.containerd.grpc.v1.cri".registry]
                    config_path = "/etc/containerd/certs.d"
                """.formatted(PAUSE));
        file("etc-cni/10-bridge.conflist", """
                {"cniVersion": "0.4.0", "name": "bridge", "plugins": [
                  {"type": "bridge", "bridge": "cni0", "isGateway": true, "ipMasq": false, "hairpinMode": true,
                   "ipam": {"type": "host-local", "ranges": [[{"subnet": "%s"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
                  {"type": "portmap", "capabilities": {"portMappings": true}}]}
                """.formatted(namespaces.podNetwork()));
    }

    private void bind(StringBuilder script, String name, String place) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        script.append("mkdir -p %s\nmount --bind %s %s\n".formatted(place, own, place));
    }

    private static List<Path> hierarchies() throws IOException {
        try (Stream<Path> all = Files.list(CGROUPS)) {
            return all.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                    .toList();
        }
    }

    private void startContainerd() throws IOException {
        daemon(
                "containerd",
                List.of(
                        "env",
                        "PATH=" + containerdPath + ":/usr/sbin:/usr/bin:/sbin:/bin",
                        containerdPath + "/containerd",
                        // So that its log tells where it fetches from.
                        "--log-level=debug"));
        awaitContainerd();
    }

    private void awaitContainerd() {
        Awaitility.await("containerd answers; see " + folder)
                .atMost(START)
                .ignoreExceptions()
                .until(() -> ctr("version"), output -> output.contains("Server:"));
    }

    private void startKubelet() throws IOException {
        daemon(
                "kubelet",
                List.of(
                        programs.kubelet().toString(),
                        "--config=" + file("kubelet.yaml", """
                                apiVersion: kubelet.config.k8s.io/v1beta1
                                kind: KubeletConfiguration
                                failCgroupV1: false
                                cgroupDriver: cgroupfs
                                cgroupRoot: /%s
                                containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
                                authentication: {anonymous: {enabled: false}, webhook: {enabled: true}}
                                authorization: {mode: Webhook}
                                evictionHard: {memory.available: 50Mi}
                                imageGCHighThresholdPercent: 100
                                localStorageCapacityIsolation: false
                                resolvConf: ""
                                failSwapOn: false
                                """.formatted(cgroup)),
                        "--kubeconfig="
                                + controlPlane
                                        .credentials()
                                        .kubeconfigOf(Credentials.NODE_PREFIX + Credentials.NODE, controlPlane.url()),
                        "--hostname-override=" + Credentials.NODE,
                        "--node-ip=" + namespaces.nodeAddress()));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private void daemon(String name, List<String> command) {
        daemons.start(name, namespaces.inside(command));
    }

    /// The archive of an image that does nothing, with a layer of its own, so that no other image brings that along.
    public Path newImage(String name) throws IOException {
        Path content = Files.writeString(Files.createTempFile(folder, "image", ".name"), name);
        Path archive = folder.resolve(name.replaceAll("[^a-z0-9]", "-") + ".tar");
        try {
            Jib.fromScratch()
                    .addFileEntriesLayer(FileEntriesLayer.builder()
                            .addEntry(
                                    Program.require("pause").file(),
                                    AbsoluteUnixPath.get("/pause"),
                                    FilePermissions.fromOctalString("755"))
                            .build())
                    .addFileEntriesLayer(FileEntriesLayer.builder()
                            .addEntry(content, AbsoluteUnixPath.get("/image-name"))
                            .build())
                    .setEntrypoint("/pause")
                    .containerize(Containerizer.to(TarImage.at(archive).named(name))
                            .setOfflineMode(true)
                            .setBaseImageLayersCache(folder.resolve("layers"))
                            .setApplicationLayersCache(folder.resolve("layers")));
            return archive;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the image " + name + " cannot be built", e);
        }
    }

    public void importImage(Path archive) throws IOException {
        ctr("images import " + archive);
    }

    /// `ctr` for Kubernetes' images and containers.
    public String ctr(String arguments) throws IOException {
        return namespaces.run(containerdPath + "/ctr -n k8s.io " + arguments);
    }

    /// Runs a shell script in the node.
    public String run(String script) throws IOException {
        return namespaces.run(script);
    }

    /// A file of the node below `/etc/containerd`.
    public Path containerdConfig(String path) {
        return folder.resolve("etc-containerd").resolve(path);
    }

    /// A folder for a hostPath volume that any user may write to.
    public Path claimFolder() throws IOException {
        Path claim = Files.createTempDirectory(folder.resolve("claims"), "claim");
        Files.setPosixFilePermissions(claim, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        return claim;
    }

    /// kill -9 of containerd, kubelet or kube-proxy.
    public void kill(String daemon) {
        daemons.kill(daemon);
    }

    public void startAgain(String daemon) {
        daemons.startAgain(daemon);
    }

    /// The process of a container that runs in a pod, by the container's name.
    public RunningContainer container(String name) throws IOException {
        return RunningContainer.find(this, name);
    }

    public Path log(String daemon) {
        return folder.resolve(daemon + ".log");
    }

    public KubernetesControlPlane controlPlane() {
        return controlPlane;
    }

    @Override
    public void close() {
        namespaces.close();
        daemons.close();
        controlPlane.close();
        removeCgroups();
    }

    private void removeCgroups() {
        try {
            for (Path hierarchy : hierarchies()) {
                Path own = hierarchy.resolve(cgroup);
                if (Files.exists(own)) {
                    Awaitility.await("cgroups are empty: " + own)
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> isRemoved(own));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Folders alone: the files of a cgroup go with it.
    private static boolean isRemoved(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isDirectory)
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList()) {
                Files.delete(each);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(folder);
        }
    }
}
