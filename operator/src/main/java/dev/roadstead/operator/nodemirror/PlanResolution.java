package dev.roadstead.operator.nodemirror;

import dev.roadstead.config.MirrorPlan;
import dev.roadstead.config.MirrorPlans;
import dev.roadstead.crd.NamespacedRegistryReference;
import dev.roadstead.crd.NodeMirror;
import dev.roadstead.crd.NodeMirrorSpec;
import dev.roadstead.crd.Registry;
import dev.roadstead.operator.certificate.Pem;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.config.RegistryAddress;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a NodeMirror into a plan without references. Throws [ReconcileException], which names the field and the way
/// out.
final class PlanResolution {
    private static final List<String> ALL_CAPABILITIES = List.of("pull", "resolve");

    private final NodeMirror mirror;
    private final References references;

    private PlanResolution(NodeMirror mirror, References references) {
        this.mirror = mirror;
        this.references = references;
    }

    static MirrorPlan of(NodeMirror mirror, References references) {
        return new PlanResolution(mirror, references).plan();
    }

    private MirrorPlan plan() {
        NodeMirrorSpec spec = mirror.getSpec();
        List<MirrorPlan.Mirror> mirrors = new ArrayList<>();
        for (int i = 0; i < spec.mirrors().size(); i++) {
            mirrors.add(mirror(spec.mirrors().get(i), "spec.mirrors[" + i + "]"));
        }
        List<MirrorPlan.Trust> trust = new ArrayList<>();
        for (int i = 0; i < spec.trust().size(); i++) {
            NodeMirrorSpec.Trust entry = spec.trust().get(i);
            trust.add(new MirrorPlan.Trust(entry.host(), ca(entry.caFrom(), "spec.trust[" + i + "].caFrom")));
        }
        var foreign = spec.foreignFiles() == null
                ? MirrorPlan.ForeignFiles.Preserve
                : MirrorPlan.ForeignFiles.valueOf(spec.foreignFiles().name());
        return MirrorPlans.of(mirror.getMetadata().getGeneration(), mirrors, trust, foreign);
    }

    private MirrorPlan.Mirror mirror(NodeMirrorSpec.Mirror entry, String field) {
        List<MirrorPlan.Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < entry.endpoints().size(); i++) {
            endpoints.add(endpoint(entry.endpoints().get(i), field + ".endpoints[" + i + "]"));
        }
        var fallback = entry.fallback() == null
                ? MirrorPlan.Fallback.Upstream
                : MirrorPlan.Fallback.valueOf(entry.fallback().name());
        return new MirrorPlan.Mirror(entry.host(), endpoints, fallback);
    }

    private MirrorPlan.Endpoint endpoint(NodeMirrorSpec.Endpoint entry, String field) {
        List<String> capabilities = entry.capabilities().isEmpty()
                ? ALL_CAPABILITIES
                : entry.capabilities().stream().map(Enum::name).toList();
        if (entry.registryRef() == null) {
            String url = entry.url() == null ? "" : entry.url();
            String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            return new MirrorPlan.Endpoint(base, capabilities, trusted(hostOf(base)));
        }
        NamespacedRegistryReference reference = entry.registryRef();
        Registry registry = registry(reference, field + ".registryRef");
        String clusterIp = references
                .clusterIp(reference.namespace(), reference.name())
                .orElseThrow(() -> notReady(reference, field + ".registryRef", "has no Service address yet"));
        RegistryAddress address = RegistryAddress.of(registry);
        String ca = address.isPlain() ? null : registryCa(reference, field + ".registryRef");
        return new MirrorPlan.Endpoint(address.nodeUrl(clusterIp), capabilities, ca);
    }

    private static String hostOf(String url) {
        return url.substring(url.indexOf("://") + 3);
    }

    /// The CA that `spec.trust` gives for the host of an endpoint named by URL.
    private @Nullable String trusted(String host) {
        List<NodeMirrorSpec.Trust> trust = mirror.getSpec().trust();
        for (int i = 0; i < trust.size(); i++) {
            if (trust.get(i).host().equals(host)) {
                return ca(trust.get(i).caFrom(), "spec.trust[" + i + "].caFrom");
            }
        }
        return null;
    }

    private Registry registry(NamespacedRegistryReference reference, String field) {
        Registry registry = references
                .registry(reference.namespace(), reference.name())
                .orElseThrow(() -> new ReconcileException(
                        Reason.RegistryNotFound,
                        field + " names Registry " + reference.namespace() + "/" + reference.name()
                                + ", which does not exist: create it or name another"));
        if (registry.getMetadata().getDeletionTimestamp() != null) {
            throw new ReconcileException(
                    Reason.RegistryDeleted,
                    field + " names Registry " + reference.namespace() + "/" + reference.name()
                            + ", which is being deleted: name another");
        }
        return registry;
    }

    private String registryCa(NamespacedRegistryReference reference, String field) {
        return references
                .caOf(reference.namespace(), reference.name())
                .map(pem -> certificates(pem, field))
                .orElseThrow(() -> notReady(reference, field, "has no certificates yet"));
    }

    private static ReconcileException notReady(NamespacedRegistryReference reference, String field, String what) {
        return new ReconcileException(
                Reason.RegistryNotReady,
                field + ": Registry " + reference.namespace() + "/" + reference.name() + " " + what
                        + "; see its conditions");
    }

    private String ca(NodeMirrorSpec.CaSource source, String field) {
        if (source.registryRef() != null) {
            registry(source.registryRef(), field + ".registryRef");
            return registryCa(source.registryRef(), field + ".registryRef");
        }
        if (source.configMapRef() != null) {
            String name = source.configMapRef().name();
            var map = references
                    .configMap(name)
                    .orElseThrow(() -> notFound(field + ".configMapRef", "ConfigMap " + name));
            return certificates(
                    key(map.getData(), field + ".configMapRef", "ConfigMap " + name), field + ".configMapRef");
        }
        if (source.secretRef() != null) {
            String name = source.secretRef().name();
            Secret secret = references.secret(name).orElseThrow(() -> notFound(field + ".secretRef", "Secret " + name));
            String encoded = key(secret.getData(), field + ".secretRef", "Secret " + name);
            String pem = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return certificates(pem, field + ".secretRef");
        }
        return certificates(source.inline() == null ? "" : source.inline(), field + ".inline");
    }

    private static ReconcileException notFound(String field, String what) {
        return new ReconcileException(
                Reason.ReferenceNotFound,
                field + " names " + what + ", which does not exist in the operator's namespace: create it there");
    }

    private static String key(@Nullable Map<String, String> data, String field, String what) {
        return Optional.ofNullable(data)
                .map(entries -> entries.get("ca.crt"))
                .orElseThrow(() -> new ReconcileException(
                        Reason.ReferenceInvalid, field + ": " + what + " has no key ca.crt: add it"));
    }

    /// Only certificates enter a plan: it is readable by all nodes.
    private static String certificates(String pem, String field) {
        try {
            return Pem.write(Pem.certificates(pem));
        } catch (IllegalArgumentException e) {
            throw new ReconcileException(Reason.ReferenceInvalid, field + " " + e.getMessage());
        }
    }
}
