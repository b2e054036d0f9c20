package dev.roadstead.e2e.operator;

import dev.roadstead.e2e.kubernetes.LoopbackAddress;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/// The pod of a Registry, made by hand where no kubelet is: a real registry process with the Secrets that the
/// StatefulSet mounts, on a loopback address of its own, and the Pod and claim that tell of it.
final class RegistryPod implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final String registry;
    private final String address;
    private final Path folder;
    private Process process;

    private RegistryPod(KubernetesClient client, String namespace, String registry, Path folder) {
        this.client = client;
        this.namespace = namespace;
        this.registry = registry;
        this.folder = folder;
        this.address = LoopbackAddress.withFree(5000, 5001, 9090);
    }

    static RegistryPod start(KubernetesClient client, String namespace, String registry, Path folder) {
        RegistryPod pod = new RegistryPod(client, namespace, registry, folder);
        StatefulSet set = Awaitility.await("StatefulSet " + registry)
                .until(
                        () -> client.apps()
                                .statefulSets()
                                .inNamespace(namespace)
                                .withName(registry)
                                .get(),
                        Objects::nonNull);
        pod.mount("config", registry + "-config");
        pod.mount("tls", registry + "-tls");
        pod.mount("admin-tls", registry + "-admin-tls");
        pod.run(set.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs());
        pod.tell(set);
        return pod;
    }

    String address() {
        return address;
    }

    /// Ends the process, as the node does when the pod crashes, and starts it again.
    void crashAndRestart() {
        crash();
        restart();
    }

    void crash() {
        RegistryProcesses.kill(process);
    }

    void restart() {
        run(client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(registry)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs());
    }

    private void mount(String volume, String secretName) {
        Secret secret =
                client.secrets().inNamespace(namespace).withName(secretName).get();
        if (secret == null) {
            return;
        }
        try {
            Path target = Files.createDirectories(folder.resolve(volume));
            for (Map.Entry<String, String> entry : secret.getData().entrySet()) {
                Files.write(target.resolve(entry.getKey()), Base64.getDecoder().decode(entry.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> arguments) {
        try {
            Files.createDirectories(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = RegistryProcesses.start(
                log(),
                arguments.stream()
                        .map(argument -> argument.replace("$(POD_IP)", address)
                                .replace("/etc/roadstead/", folder + "/")
                                .replace("/var/lib/roadstead", folder + "/data"))
                        .toList());
    }

    Path log() {
        return folder.resolve("registry.log");
    }

    private void tell(StatefulSet set) {
        String name = registry + "-0";
        client.resource(claim(set)).create();
        client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName("data-" + name)
                .editStatus(claim -> {
                    claim.setStatus(new PersistentVolumeClaimBuilder(claim)
                            .editOrNewStatus()
                            .withPhase("Bound")
                            .endStatus()
                            .build()
                            .getStatus());
                    return claim;
                });
        client.resource(pod(set, name)).create();
        setReady(true);
    }

    /// What the kubelet would say.
    void setReady(boolean ready) {
        client.pods()
                .inNamespace(namespace)
                .withName(registry + "-0")
                .editStatus(pod -> new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .addNewPodIP()
                        .withIp(address)
                        .endPodIP()
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus(ready ? "True" : "False")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private PersistentVolumeClaim claim(StatefulSet set) {
        PersistentVolumeClaim template = set.getSpec().getVolumeClaimTemplates().getFirst();
        return new PersistentVolumeClaimBuilder(template)
                .editMetadata()
                .withName("data-" + registry + "-0")
                .withNamespace(namespace)
                .endMetadata()
                .withStatus(null)
                .build();
    }

    private Pod pod(StatefulSet set, String name) {
        var template = set.getSpec().getTemplate();
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(template.getMetadata().getLabels())
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("StatefulSet")
                .withName(set.getMetadata().getName())
                .withUid(set.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("registry")
                .withImage(template.getSpec().getContainers().getFirst().getImage())
                .endContainer()
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        crash();
    }
}
