package dev.roadstead.operator.admin;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfig;
import dev.roadstead.config.RegistryConfigs;
import dev.roadstead.config.RuntimeStatus;
import dev.roadstead.config.RuntimeStatuses;
import dev.roadstead.operator.certificate.CertificateAuthority;
import dev.roadstead.operator.certificate.KeyedCertificate;
import dev.roadstead.operator.certificate.SubjectNames;
import dev.roadstead.operator.naming.Names;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Speaks to the admin API of registry pods, by address. One HTTP client per registry, since each trusts one identity
/// only; all are renewed with the
/// operator's own certificate.
public final class AdminClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDENTITY_LIFE = CertificateAuthority.LEAF_LIFE.dividedBy(3);

    private final CertificateAuthority authority;
    private final Clock clock;
    private final Map<Names, HttpClient> clients = new ConcurrentHashMap<>();
    private @Nullable KeyedCertificate identity;
    private Instant identitySince = Instant.MIN;

    public AdminClient(CertificateAuthority authority, Clock clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /// What became of a document that was sent to a pod.
    public sealed interface Pushed {
        record Applied(String configHash) implements Pushed {}

        record Refused(String field, String message) implements Pushed {}
    }

    /// Throws [IOException] with a sentence when the pod does not answer as it should.
    public RuntimeStatus status(Names names, String podIp) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send(names, request(podIp, "/admin/v1/status").GET().build());
        if (response.statusCode() != 200) {
            throw new IOException("the admin API answers " + response.statusCode() + " to a status request");
        }
        return read(response, RuntimeStatus.class);
    }

    /// Sends the whole document; the runtime takes all of it or none.
    public Pushed push(Names names, String podIp, RegistryConfig config) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                names,
                request(podIp, "/admin/v1/config")
                        .header("Content-Type", "application/yaml")
                        .PUT(HttpRequest.BodyPublishers.ofString(RegistryConfigs.write(config)))
                        .build());
        return switch (response.statusCode()) {
            case 200 ->
                new Pushed.Applied(read(response, RuntimeStatus.Applied.class).configHash());
            case 422 -> {
                var refused = read(response, RuntimeStatus.Refused.class);
                yield new Pushed.Refused(refused.field(), refused.message());
            }
            default ->
                throw new IOException("the admin API answers " + response.statusCode() + " to a config document");
        };
    }

    private static HttpRequest.Builder request(String podIp, String path) {
        String host = podIp.indexOf(':') >= 0 ? "[" + podIp + "]" : podIp;
        return HttpRequest.newBuilder(URI.create("https://" + host + ":" + Names.ADMIN_PORT + path))
                .timeout(TIMEOUT);
    }

    private HttpResponse<String> send(Names names, HttpRequest request) throws IOException, InterruptedException {
        return client(names).send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T read(HttpResponse<String> response, Class<T> type) throws IOException {
        try {
            return RuntimeStatuses.read(response.body(), type);
        } catch (InvalidConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private HttpClient client(Names names) {
        KeyedCertificate current = identity();
        return clients.computeIfAbsent(
                names,
                registry -> HttpClient.newBuilder()
                        .connectTimeout(TIMEOUT)
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(context(registry, current))
                        .build());
    }

    /// Forgets a registry that is gone.
    public void forget(Names names) {
        HttpClient client = clients.remove(names);
        if (client != null) {
            client.shutdownNow();
        }
    }

    private synchronized KeyedCertificate identity() {
        Instant now = clock.instant();
        if (identity == null || now.isAfter(identitySince.plus(IDENTITY_LIFE))) {
            identity = authority.issue("roadstead-operator", SubjectNames.ofUri(Names.operatorIdentity()));
            identitySince = now;
            close();
        }
        return identity;
    }

    private SSLContext context(Names names, KeyedCertificate mine) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("operator", mine.key(), new char[0], new Certificate[] {mine.certificate()});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys.getKeyManagers(),
                    new TrustManager[] {new RegistryTrust(authority.certificate(), names.identity())},
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a TLS context can always be made", e);
        }
    }

    @Override
    public void close() {
        clients.keySet().forEach(this::forget);
    }
}
