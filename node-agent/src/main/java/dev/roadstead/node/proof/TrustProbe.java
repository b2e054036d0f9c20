package dev.roadstead.node.proof;

import dev.roadstead.node.hosts.CaBundle;
import dev.roadstead.node.hosts.MirrorEndpoint;
import dev.roadstead.node.http.HttpAnswer;
import dev.roadstead.node.http.HttpOrigin;
import dev.roadstead.node.http.HttpRequest;
import dev.roadstead.node.tls.Trust;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// Asks an endpoint for `/v2/` with exactly the CA that its table names.
final class TrustProbe {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /// Absent when it answered as a registry does.
    Optional<ProofOutcome.Unproven> run(MirrorEndpoint endpoint) {
        CaBundle ca = endpoint.ca();
        SSLContext tls = ca == null ? Trust.system() : Trust.only(ca.certificates());
        URI uri = URI.create(endpoint.url() + "/v2/");
        try (HttpOrigin origin = new HttpOrigin(uri, tls, CONNECT)) {
            HttpAnswer answer = origin.send(HttpRequest.get(uri.getRawPath(), Map.of()), ANSWER, ANSWER);
            answer.body().close();
            int status = answer.status();
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
        }
    }

    private static Optional<ProofOutcome.Unproven> unproven(ProofOutcome.Reason reason, String message) {
        return Optional.of(new ProofOutcome.Unproven(reason, message));
    }
}
