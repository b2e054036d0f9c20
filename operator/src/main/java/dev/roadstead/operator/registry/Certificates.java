package dev.roadstead.operator.registry;

import dev.roadstead.crd.Registry;
import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.certificate.Pem;
import dev.roadstead.operator.certificate.Rotation;
import dev.roadstead.operator.certificate.SubjectNames;
import dev.roadstead.operator.condition.Reason;
import dev.roadstead.operator.condition.ReconcileException;
import dev.roadstead.operator.config.RegistryAddress;
import dev.roadstead.operator.naming.Names;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The two certificates of a registry: what stands in their Secrets stays until [Rotation] says otherwise.
final class Certificates {
    private final CertificateAuthority authority;
    private final Clock clock;

    Certificates(CertificateAuthority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    String caPem() {
        return Pem.write(authority.certificate());
    }

    /// The leaf that clients see.
    KeyedCertificate serving(Registry registry, Names names, String clusterIp, Optional<Secret> live) {
        return keepOrIssue(live, names.registry(), servingNames(registry, names, clusterIp));
    }

    /// The leaf of the admin API.
    KeyedCertificate admin(Names names, Optional<Secret> live) {
        return keepOrIssue(live, names.registry() + "-admin", SubjectNames.ofUri(names.identity()));
    }

    private KeyedCertificate keepOrIssue(Optional<Secret> live, String commonName, SubjectNames wanted) {
        return live.flatMap(Certificates::parse)
                .filter(leaf -> Rotation.due(leaf.certificate(), authority.certificate(), wanted, clock.instant())
                        .isEmpty())
                .orElseGet(() -> authority.issue(commonName, wanted));
    }

    private static Optional<KeyedCertificate> parse(Secret secret) {
        try {
            return Optional.of(KeyedCertificate.parse(
                    DesiredData.text(secret, Names.CERTIFICATE_KEY), DesiredData.text(secret, Names.PRIVATE_KEY_KEY)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static SubjectNames servingNames(Registry registry, Names names, String clusterIp) {
        Set<String> dns = new TreeSet<>();
        Set<String> ips = new TreeSet<>();
        String host = RegistryAddress.of(registry).hostName();
        if (isIp(host)) {
            ips.add(host.replace("[", "").replace("]", ""));
        } else {
            dns.add(host);
        }
        String service = names.service();
        dns.add(service);
        dns.add(service + "." + names.namespace());
        dns.add(service + "." + names.namespace() + ".svc");
        dns.add(service + "." + names.namespace() + ".svc.cluster.local");
        dns.add("*." + names.headlessService() + "." + names.namespace() + ".svc");
        dns.add("*." + names.headlessService() + "." + names.namespace() + ".svc.cluster.local");
        ips.add(clusterIp);
        return new SubjectNames(dns, ips, Set.of());
    }

    private static boolean isIp(String host) {
        return host.startsWith("[") || host.matches("[0-9]+(\\.[0-9]+){3}");
    }

    /// A user's own certificate. Throws [ReconcileException] where it cannot be served.
    static KeyedCertificate provided(String secretName, Optional<Secret> secret) {
        Secret found = secret.orElseThrow(() -> new ReconcileException(
                Reason.SecretNotFound,
                "spec.tls.secretRef names Secret " + secretName
                        + ", which does not exist in this namespace: create it with"
                        + " the keys tls.crt and tls.key"));
        for (String key : new String[] {Names.CERTIFICATE_KEY, Names.PRIVATE_KEY_KEY}) {
            if (DesiredData.text(found, key).isEmpty()) {
                throw new ReconcileException(
                        Reason.SecretInvalid,
                        "spec.tls.secretRef: Secret " + secretName + " has no key " + key + ": add it");
            }
        }
        KeyedCertificate pair;
        try {
            pair = KeyedCertificate.parse(
                    DesiredData.text(found, Names.CERTIFICATE_KEY), DesiredData.text(found, Names.PRIVATE_KEY_KEY));
        } catch (IllegalArgumentException e) {
            throw new ReconcileException(
                    Reason.SecretInvalid, "spec.tls.secretRef: Secret " + secretName + " " + e.getMessage());
        }
        if (!pair.isPair()) {
            throw new ReconcileException(
                    Reason.SecretInvalid,
                    "spec.tls.secretRef: in Secret " + secretName + " tls.key is not the key of tls.crt");
        }
        return pair;
    }

    /// What clients must trust for a user's own certificate: ca.crt, or the chain beyond the leaf, or the leaf itself.
    static String caOf(Secret secret) {
        String ca = DesiredData.text(secret, Names.CA_KEY);
        var certificates = Pem.certificates(ca.isEmpty() ? DesiredData.text(secret, Names.CERTIFICATE_KEY) : ca);
        boolean chain = ca.isEmpty() && certificates.size() > 1;
        return Pem.write(chain ? certificates.subList(1, certificates.size()) : certificates);
    }
}
