package dev.roadstead.node.proof;

import dev.roadstead.node.hosts.CaBundle;
import dev.roadstead.node.hosts.MirrorEndpoint;
import dev.roadstead.node.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Asks an endpoint for `/v2/` with exactly the CA that its table names.
final class TrustProbe {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /// Absent when it answered as a registry does.
    Optional<ProofOutcome.Unproven> run(MirrorEndpoint endpoint) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        CaBundle ca = endpoint.ca();
        if (ca != null) {
            builder.sslContext(Trust.only(ca.certificates()));
        }
        HttpClient client = builder.build();
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.url() + "/v2/"))
                    .timeout(ANSWER)
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 401
                    ? Optional.empty()
                    : unproven(
                            ProofOutcome.Reason.EndpointUnreachable,
                            endpoint.url() + "/v2/ was answered " + status + ", which no registry in order does");
        } catch (SSLException e) {
            return unproven(
                    ProofOutcome.Reason.EndpointNotTrusted,
                    endpoint.url() + " is not trusted: " + e.getMessage()
                            + (ca == null ? " (by the node's own CAs: name a CA)" : " (by " + ca.fileName() + ")"));
        } catch (IOException e) {
            return unproven(
                    ProofOutcome.Reason.EndpointUnreachable,
                    endpoint.url() + " cannot be reached from this node: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unproven(ProofOutcome.Reason.ProbeNotPossible, "the agent is stopping");
        } finally {
            client.shutdownNow();
        }
    }

    private static Optional<ProofOutcome.Unproven> unproven(ProofOutcome.Reason reason, String message) {
        return Optional.of(new ProofOutcome.Unproven(reason, message));
    }
}
