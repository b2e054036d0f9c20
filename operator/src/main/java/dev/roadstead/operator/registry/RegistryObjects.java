package dev.roadstead.operator.registry;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.crd.GCSchedule;
import dev.roadstead.crd.ProxyCache;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.admin.AdminClient;
import dev.roadstead.operator.apply.Applier;
import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.condition.Conditions;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.config.CacheParts;
import dev.roadstead.operator.config.DesiredConfig;
import dev.roadstead.operator.config.GcParts;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings everything that a Registry owns to what is desired, in the order in which one needs the other, and hands its
/// configuration to its pods.
public final class RegistryObjects {
    private final KubernetesClient client;
    private final Applier applier;
    private final Account account;
    private final Certificates certificates;
    private final AdminClient admin;
    private final String image;
    private final RegistryConfig.Outbound outbound;

    public RegistryObjects(
            KubernetesClient client,
            CertificateAuthority authority,
            AdminClient admin,
            String image,
            RegistryConfig.Outbound outbound,
            Clock clock) {
        this.client = client;
        this.applier = new Applier(client);
        this.account = new Account(client);
        this.certificates = new Certificates(authority, clock);
        this.admin = admin;
        this.image = image;
        this.outbound = outbound;
    }

    void forget(Names names) {
        account.forget(names);
    }

    /// What is served with, and what clients must trust for it.
    private record Trust(@Nullable String caPem, @Nullable Instant notAfter) {}

    Observation bring(Registry registry, Context<Registry> context, Conditions conditions) throws InterruptedException {
        Names names = new Names(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
        Live live = new Live(context);
        apply(DesiredGuards.serviceAccount(registry), live);
        Service service = apply(DesiredServices.of(registry), live);
        apply(DesiredServices.headless(registry), live);
        Trust trust = certify(registry, names, service.getSpec().getClusterIP(), live, conditions);
        if (trust.caPem() != null) {
            apply(DesiredData.ca(registry, names, trust.caPem()), live);
        }
        Optional<RegistryConfig> before =
                live.find(Secret.class, names.config()).flatMap(RegistryObjects::read);
        RegistryConfig config = DesiredConfig.of(
                registry,
                account.of(registry, names),
                caches(names, context, before),
                GcParts.of(
                        context.getSecondaryResourcesAsStream(GCSchedule.class).toList(),
                        before.map(RegistryConfig::gc).orElse(null)),
                outbound);
        apply(DesiredData.config(registry, names, config), live);
        Optional<StatefulSet> existing = live.find(StatefulSet.class, names.statefulSet());
        StatefulSet statefulSet =
                applier.apply(DesiredStatefulSet.of(registry, image, claimSize(registry, existing)), existing);
        apply(DesiredGuards.disruptionBudget(registry), live);
        apply(DesiredGuards.networkPolicy(registry), live);
        List<PersistentVolumeClaim> claims = context.getSecondaryResourcesAsStream(PersistentVolumeClaim.class)
                .toList();
        String growthRefused = claims.stream()
                .flatMap(claim -> grow(registry, claim).stream())
                .findFirst()
                .orElse(null);
        return new Observation(
                statefulSet,
                claims,
                growthRefused,
                pods(names, context, config),
                config,
                trust.caPem(),
                trust.notAfter());
    }

    private <T extends HasMetadata> T apply(T desired, Live live) {
        @SuppressWarnings("unchecked")
        Class<T> kind = (Class<T>) desired.getClass();
        return applier.apply(desired, live.find(kind, desired.getMetadata().getName()));
    }

    /// Reads the Secrets themselves, not a cache: a leaf that was just issued must not be issued again.
    private Trust certify(Registry registry, Names names, String clusterIp, Live live, Conditions conditions) {
        KeyedCertificate adminLeaf = certificates.admin(names, secret(names.namespace(), names.adminCertificate()));
        apply(DesiredData.certificate(registry, names.adminCertificate(), adminLeaf, certificates.caPem()), live);
        switch (Tls.from(registry.getSpec())) {
            case Tls.OperatorIssued _ -> {
                KeyedCertificate leaf = certificates.serving(
                        registry, names, clusterIp, secret(names.namespace(), names.servingCertificate()));
                apply(DesiredData.certificate(registry, names.servingCertificate(), leaf, certificates.caPem()), live);
                conditions.yes(
                        RegistryStatuses.CERTIFICATES_READY,
                        Reason.CertificatesIssued,
                        "issued by the operator's CA; renewed before it expires");
                return new Trust(
                        certificates.caPem(), leaf.certificate().getNotAfter().toInstant());
            }
            case Tls.Provided(String secretName) -> {
                return provided(names, secretName, conditions);
            }
            case Tls.Disabled _ -> {
                conditions.yes(
                        RegistryStatuses.CERTIFICATES_READY,
                        Reason.CertificatesDisabled,
                        "plain HTTP, as spec.tls.disabled says");
                return new Trust(null, null);
            }
        }
    }

    private Trust provided(Names names, String secretName, Conditions conditions) {
        Optional<Secret> secret = secret(names.namespace(), secretName);
        try {
            KeyedCertificate pair = Certificates.provided(secretName, secret);
            conditions.yes(
                    RegistryStatuses.CERTIFICATES_READY,
                    Reason.CertificatesProvided,
                    "taken from Secret " + secretName + "; you renew it");
            return new Trust(
                    Certificates.caOf(secret.orElseThrow()),
                    pair.certificate().getNotAfter().toInstant());
        } catch (ReconcileException e) {
            conditions.no(RegistryStatuses.CERTIFICATES_READY, e.reason(), String.valueOf(e.getMessage()));
            return new Trust(null, null);
        }
    }

    private List<RegistryConfig.ProxyCache> caches(
            Names names, Context<Registry> context, Optional<RegistryConfig> before) {
        List<ProxyCache> caches = context.getSecondaryResourcesAsStream(ProxyCache.class)
                .filter(cache -> cache.getMetadata().getDeletionTimestamp() == null)
                .toList();
        return CacheParts.of(
                caches,
                before.map(RegistryConfig::proxyCaches).orElse(List.of()),
                name -> secret(names.namespace(), name));
    }

    private static Optional<RegistryConfig> read(Secret config) {
        try {
            return Optional.of(RegistryConfigs.read(DesiredData.text(config, Names.CONFIG_KEY)));
        } catch (InvalidConfigException e) {
            // Somebody else's writing, which is about to be put right.
            return Optional.empty();
        }
    }

    private Optional<Secret> secret(String namespace, String name) {
        return Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(name).get());
    }

    private static Quantity claimSize(Registry registry, Optional<StatefulSet> existing) {
        return existing.flatMap(
                        set -> set.getSpec().getVolumeClaimTemplates().stream().findFirst())
                .map(claim -> claim.getSpec().getResources().getRequests().get("storage"))
                .orElseGet(() -> wantedSize(registry));
    }

    private static Quantity wantedSize(Registry registry) {
        return Objects.requireNonNull(registry.getSpec().storage().filesystem()).size();
    }

    /// Volumes grow where the spec grew.
    ///
    /// @return why the API server refuses it; the registry goes on in the room that it has
    private Optional<String> grow(Registry registry, PersistentVolumeClaim claim) {
        Quantity wanted = wantedSize(registry);
        Quantity requested = claim.getSpec().getResources().getRequests().get("storage");
        boolean isBound =
                claim.getStatus() != null && "Bound".equals(claim.getStatus().getPhase());
        if (!isBound || Quantity.getAmountInBytes(wanted).compareTo(Quantity.getAmountInBytes(requested)) <= 0) {
            return Optional.empty();
        }
        try {
            client.resource(claim).edit(live -> {
                live.getSpec().getResources().getRequests().put("storage", wanted);
                return live;
            });
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 403 && e.getCode() != 422) {
                throw e;
            }
            return Optional.of(
                    "PersistentVolumeClaim " + claim.getMetadata().getName() + " cannot grow from " + requested
                            + " to " + wanted + ": " + e.getStatus().getMessage()
                            + "; set allowVolumeExpansion: true on its StorageClass if its driver can, or replicate to a larger"
                            + " Registry");
        }
    }

    private List<Observation.PodState> pods(Names names, Context<Registry> context, RegistryConfig config)
            throws InterruptedException {
        List<Observation.PodState> states = new ArrayList<>();
        List<Pod> pods = context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .toList();
        for (Pod pod : pods) {
            states.add(visit(names, pod, config));
        }
        return states;
    }

    /// Asks a pod how it is, and hands it the configuration when it has another one.
    private Observation.PodState visit(Names names, Pod pod, RegistryConfig config) throws InterruptedException {
        String name = pod.getMetadata().getName();
        String ip = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        if (ip == null || ip.isEmpty()) {
            return new Observation.PodState(pod, Optional.empty(), null, "pod " + name + " has no address yet");
        }
        try {
            RuntimeStatus status = admin.status(names, ip);
            if (status.configHash().equals(RegistryConfigs.hash(config))) {
                return new Observation.PodState(pod, Optional.of(status), null, null);
            }
            AdminClient.Pushed pushed = admin.push(names, ip, config);
            RuntimeStatus after = pushed instanceof AdminClient.Pushed.Applied ? admin.status(names, ip) : status;
            return new Observation.PodState(pod, Optional.of(after), pushed, null);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Observation.PodState(
                    pod, Optional.empty(), null, "the admin API of pod " + name + " does not answer: " + why);
        }
    }
}
