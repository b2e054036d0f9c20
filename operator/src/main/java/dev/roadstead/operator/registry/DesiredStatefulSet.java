package dev.roadstead.operator.registry;

import dev.roadstead.crd.PodTemplate;
import dev.roadstead.crd.Registry;
import dev.roadstead.crd.RegistrySpec;
import dev.roadstead.operator.naming.Labels;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pod of a registry with its volume. Whatever the template sets, the pod meets Pod Security "restricted".
final class DesiredStatefulSet {
    private static final long USER = 65532L;
    private static final String CONFIG_DIR = "/etc/roadstead/config";
    private static final String TLS_DIR = "/etc/roadstead/tls";
    private static final String ADMIN_TLS_DIR = "/etc/roadstead/admin-tls";
    private static final String DATA_DIR = "/var/lib/roadstead";

    private final Registry registry;
    private final RegistrySpec spec;
    private final Names names;
    private final Tls tls;
    private final String image;
    private final Quantity claimSize;

    private DesiredStatefulSet(Registry registry, String image, Quantity claimSize) {
        this.registry = registry;
        this.spec = registry.getSpec();
        this.names = new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
        this.tls = Tls.from(spec);
        this.image = image;
        this.claimSize = claimSize;
    }

    /// @param claimSize of the claim template, which a StatefulSet cannot change once it exists
    static StatefulSet of(Registry registry, String image, Quantity claimSize) {
        return new DesiredStatefulSet(registry, image, claimSize).statefulSet();
    }

    private StatefulSet statefulSet() {
        boolean delete = spec.deletionPolicy() == RegistrySpec.DeletionPolicy.Delete;
        return new StatefulSetBuilder()
                .withMetadata(Metadata.of(registry, names.statefulSet()))
                .withNewSpec()
                .withReplicas(spec.replicas() == null ? 1 : spec.replicas())
                .withServiceName(names.headlessService())
                .withPodManagementPolicy("Parallel")
                .withNewSelector()
                .withMatchLabels(Labels.selector(names.registry()))
                .endSelector()
                .withNewPersistentVolumeClaimRetentionPolicy()
                .withWhenDeleted(delete ? "Delete" : "Retain")
                .withWhenScaled("Retain")
                .endPersistentVolumeClaimRetentionPolicy()
                .withTemplate(podTemplate())
                .withVolumeClaimTemplates(claim())
                .endSpec()
                .build();
    }

    private Optional<PodTemplate> template() {
        return Optional.ofNullable(spec.template());
    }

    private PodTemplateSpec podTemplate() {
        PodSpecBuilder pod = new PodSpecBuilder()
                .withServiceAccountName(names.serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(60L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container())
                .withVolumes(volumes());
        template().ifPresent(template -> placement(pod, template));
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(names.registry()))
                .endMetadata()
                .withSpec(pod.build())
                .build();
    }

    private static void placement(PodSpecBuilder pod, PodTemplate template) {
        if (!template.nodeSelector().isEmpty()) {
            pod.withNodeSelector(template.nodeSelector());
        }
        pod.withTolerations(template.tolerations());
        pod.withAffinity(template.affinity());
        pod.withTopologySpreadConstraints(template.topologySpreadConstraints());
        pod.withImagePullSecrets(template.imagePullSecrets());
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(image)
                .withArgs(arguments())
                .addNewEnv()
                .withName("POD_IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withApiVersion("v1")
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .withPorts(
                        port("registry", Names.REGISTRY_PORT),
                        port("admin", Names.ADMIN_PORT),
                        port("telemetry", Names.TELEMETRY_PORT))
                .withStartupProbe(probe("/healthz", 1, 120))
                .withReadinessProbe(probe("/readyz", 2, 2))
                .withLivenessProbe(probe("/healthz", 10, 6))
                .withResources(template().map(PodTemplate::resources).orElse(null))
                .withSecurityContext(restricted())
                .withVolumeMounts(mounts())
                .build();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--listen=$(POD_IP):" + Names.REGISTRY_PORT,
                "--data=" + DATA_DIR,
                "--config=" + CONFIG_DIR + "/" + Names.CONFIG_KEY));
        if (!(tls instanceof Tls.Disabled)) {
            arguments.add("--tls-dir=" + TLS_DIR);
        }
        arguments.add("--admin-listen=$(POD_IP):" + Names.ADMIN_PORT);
        arguments.add("--admin-tls-dir=" + ADMIN_TLS_DIR);
        arguments.add("--telemetry-listen=$(POD_IP):" + Names.TELEMETRY_PORT);
        return arguments;
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    private static Probe probe(String path, int period, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("telemetry"))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(period)
                .withFailureThreshold(failures)
                .withTimeoutSeconds(5)
                .build();
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>(List.of(
                mount(Names.DATA_VOLUME, DATA_DIR),
                mount("config", CONFIG_DIR),
                mount("admin-tls", ADMIN_TLS_DIR),
                mount("tmp", "/tmp")));
        if (!(tls instanceof Tls.Disabled)) {
            mounts.add(mount("tls", TLS_DIR));
        }
        return mounts;
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>(List.of(
                secret("config", names.config()),
                secret("admin-tls", names.adminCertificate()),
                new VolumeBuilder()
                        .withName("tmp")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build()));
        switch (tls) {
            case Tls.OperatorIssued _ -> volumes.add(secret("tls", names.servingCertificate()));
            case Tls.Provided(String secretName) -> volumes.add(secret("tls", secretName));
            case Tls.Disabled _ -> {}
        }
        return volumes;
    }

    private static Volume secret(String volume, String secretName) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secretName)
                .endSecret()
                .build();
    }

    private PersistentVolumeClaim claim() {
        var filesystem = java.util.Objects.requireNonNull(spec.storage().filesystem());
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(Names.DATA_VOLUME)
                .withLabels(Labels.of(names.registry()))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(filesystem.storageClassName())
                .withNewResources()
                .withRequests(Map.of("storage", claimSize))
                .endResources()
                .endSpec()
                .build();
    }
}
