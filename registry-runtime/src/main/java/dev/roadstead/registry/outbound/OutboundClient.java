package dev.roadstead.registry.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// The one place that sends HTTP requests. Redirects are followed by hand: at most five, never from https to http, to
/// another host only without credentials, and every address is checked anew.
public final class OutboundClient implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final AddressRules addresses;
    private final Deadlines deadlines;
    private final HttpClient http;

    /// @param connect to the server's acceptance
    /// @param head to the answer's headers
    /// @param silence for the next 4 KiB of the answer's body
    public record Deadlines(Duration connect, Duration head, Duration silence) {
        public static final Deadlines DEFAULT =
                new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /// Throws [GeneralSecurityException] with a sentence when `caPem` cannot be used.
    ///
    /// @param caPem certificates to trust besides the system's
    public OutboundClient(boolean allowLoopback, @Nullable String caPem, Deadlines deadlines)
            throws GeneralSecurityException {
        this.addresses = new AddressRules(allowLoopback);
        this.deadlines = deadlines;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadlines.connect())
                .sslContext(Trust.with(caPem))
                .executor(Thread::startVirtualThread)
                .build();
    }

    /// One request without a body.
    ///
    /// @param headers sent to `uri`'s own host and port alone
    /// @param harmless sent wherever a redirect leads
    public record Ask(String method, URI uri, Map<String, String> headers, Map<String, String> harmless) {
        public Ask {
            headers = Map.copyOf(headers);
            harmless = Map.copyOf(harmless);
        }
    }

    /// Asks a host that the administrator named.
    public Answer send(Ask ask) throws IOException {
        return follow(ask, addresses.checkConfigured(ask.uri()));
    }

    /// Asks a host that an upstream named, such as its token service.
    public Answer sendWhereUpstreamPoints(Ask ask, URI upstream) throws IOException {
        boolean upstreamIsPrivate = addresses.checkConfigured(upstream);
        checkDowngrade(upstream, ask.uri());
        addresses.checkNamedByUpstream(ask.uri(), upstreamIsPrivate);
        return follow(ask, upstreamIsPrivate);
    }

    private Answer follow(Ask ask, boolean upstreamIsPrivate) throws IOException {
        URI uri = ask.uri();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            Answer answer = exchange(ask, uri);
            Optional<String> location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            answer.close();
            URI next = resolve(uri, location.get());
            checkDowngrade(uri, next);
            addresses.checkNamedByUpstream(next, upstreamIsPrivate);
            uri = next;
        }
        throw new RefusedException("the upstream redirects more than " + MAX_REDIRECTS + " times");
    }

    private Answer exchange(Ask ask, URI uri) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(ask.method(), HttpRequest.BodyPublishers.noBody())
                .timeout(deadlines.head())
                .header("User-Agent", "roadstead");
        ask.harmless().forEach(request::header);
        if (isSameOrigin(ask.uri(), uri)) {
            ask.headers().forEach(request::header);
        }
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                    http.send(request.build(), BodyHandlers.ofPublisher());
            AnswerBody body = new AnswerBody(deadlines.silence());
            response.body().subscribe(body);
            return new Answer(response.statusCode(), response.headers(), body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking " + uri.getHost());
        } catch (IOException e) {
            throw new IOException(uri.getHost() + " cannot be asked: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static URI resolve(URI from, String location) throws RefusedException {
        try {
            URI uri = from.resolve(location);
            if (uri.getUserInfo() == null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Refused below.
        }
        throw new RefusedException("the upstream redirects to what is no http or https address");
    }

    private static void checkDowngrade(URI from, URI to) throws RefusedException {
        if ("https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
            throw new RefusedException("the upstream leads from https to " + to.getScheme());
        }
    }

    private static boolean isSameOrigin(URI a, URI b) {
        return a.getHost().equalsIgnoreCase(b.getHost())
                && port(a) == port(b)
                && a.getScheme().equals(b.getScheme());
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }

    /// Lets running transfers end by themselves.
    @Override
    public void close() {
        http.shutdown();
    }
}
