package dev.roadstead.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.roadstead.sandbox.api.Api;
import dev.roadstead.sandbox.api.ApiRequest;
import dev.roadstead.sandbox.api.ApiResponse;
import dev.roadstead.sandbox.api.Params;
import dev.roadstead.sandbox.api.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP/1.1 over TLS on a loopback port, one virtual thread per request.
public final class TlsListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

    static {
        // Without it every answer on a kept connection waits for the client's delayed acknowledgement (40 ms).
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Longer than clients keep idle connections (30 s in the JDK), so that it is never the server who closes one in
        // use.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final Api api;
    private final HttpsServer server;
    private final ExecutorService threads;

    public TlsListener(Api api, SSLContext tls, int port) throws IOException {
        this.api = api;
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("sandbox-api-", 0).factory());
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::exchange);
    }

    public void start() {
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void exchange(HttpExchange exchange) {
        try (exchange) {
            respond(exchange, api.handle(request(exchange)));
        } catch (IOException _) {
            // The client is gone; nobody is left to tell.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.atError()
                    .setCause(failure)
                    .addKeyValue("path", exchange.getRequestURI().getPath())
                    .log("answer failed");
        }
    }

    private static ApiRequest request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String query = exchange.getRequestURI().getRawQuery();
        return new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? Params.NONE : Params.parse(query),
                headers,
                Payload.of(exchange.getRequestBody().readNBytes(Api.BODY_LIMIT + 1)));
    }

    private static void respond(HttpExchange exchange, ApiResponse response) throws IOException, InterruptedException {
        response.headers()
                .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
        }
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, private");
        switch (response) {
            case ApiResponse.Cut _ -> exchange.close();
            case ApiResponse.Whole whole -> {
                boolean none = exchange.getRequestMethod().equals("HEAD")
                        || whole.body().isEmpty();
                exchange.sendResponseHeaders(
                        whole.status(), none ? -1 : whole.body().bytes().length);
                if (!none) {
                    exchange.getResponseBody().write(whole.body().bytes());
                }
            }
            case ApiResponse.Streamed streamed -> {
                exchange.sendResponseHeaders(streamed.status(), 0);
                OutputStream out = exchange.getResponseBody();
                streamed.body().writeTo(out);
                out.close();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
