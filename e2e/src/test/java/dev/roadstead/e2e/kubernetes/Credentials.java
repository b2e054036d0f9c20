package dev.roadstead.e2e.kubernetes;

import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.certificate.SubjectNames;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Who is who in one cluster: its CA, the API server's certificate, the key of service accounts, and a token for each
/// of its parts.
///
/// ```
/// ca.crt  server.crt  server.key  service-accounts.crt  service-accounts.key  tokens.csv
/// ```
final class Credentials {
    static final String CONTROLLER_MANAGER = "system:kube-controller-manager";
    static final String SCHEDULER = "system:kube-scheduler";
    static final String PROXY = "system:kube-proxy";
    static final String NODE_PREFIX = "system:node:";

    /// The name of the one node that may join.
    static final String NODE = "node-1";

    private static final String SERVICE_IP = "10.96.0.1";

    private final Path folder;
    private final String caPem;
    private final String adminToken = newToken();
    private final Map<String, String> tokens = new TreeMap<>();

    /// @param address the API server's
    Credentials(Path folder, String address) throws IOException {
        this.folder = Files.createDirectories(folder);
        KeyedCertificate root = CertificateAuthority.newRoot(Clock.systemUTC());
        CertificateAuthority authority = new CertificateAuthority(root, Clock.systemUTC());
        caPem = root.certificatePem();
        Files.writeString(ca(), caPem);
        Set<String> names = Set.of(
                "localhost",
                "kubernetes",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local");
        write(
                "server",
                authority.issue("kube-apiserver", new SubjectNames(names, Set.of(address, SERVICE_IP), Set.of())));
        write(
                "service-accounts",
                authority.issue("service-accounts", new SubjectNames(Set.of("service-accounts"), Set.of(), Set.of())));
        List<String> rows = new ArrayList<>(List.of(adminToken + ",admin,admin,system:masters"));
        for (String user : List.of(CONTROLLER_MANAGER, SCHEDULER, PROXY)) {
            rows.add(row(user));
        }
        rows.add(row(NODE_PREFIX + NODE) + ",system:nodes");
        Files.write(tokens(), rows);
    }

    private String row(String user) {
        return tokens.computeIfAbsent(user, _ -> newToken()) + "," + user + "," + user;
    }

    private void write(String name, KeyedCertificate keyed) throws IOException {
        Files.writeString(certificate(name), keyed.certificatePem());
        Files.writeString(key(name), keyed.keyPem());
    }

    Path ca() {
        return folder.resolve("ca.crt");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".crt");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    Path tokens() {
        return folder.resolve("tokens.csv");
    }

    String caPem() {
        return caPem;
    }

    String adminToken() {
        return adminToken;
    }

    /// A kubeconfig file of one of the cluster's own parts.
    Path kubeconfigOf(String user, URI url) throws IOException {
        return Files.writeString(
                folder.resolve(user.replace(':', '-') + ".kubeconfig"),
                kubeconfig(url, Objects.requireNonNull(tokens.get(user), user)));
    }

    String kubeconfig(URI url, String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: it
                  cluster: {server: '%s', certificate-authority-data: %s}
                users:
                - name: me
                  user: {token: %s}
                contexts:
                - name: it
                  context: {cluster: it, user: me}
                current-context: it
                """.formatted(url, Base64.getEncoder().encodeToString(caPem.getBytes(StandardCharsets.US_ASCII)), token);
    }

    private static String newToken() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
