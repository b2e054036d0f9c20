package dev.roadstead.sandbox.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// How one asks a container whether it is well.
sealed interface ProbeAction {

    /// Empty when it is well, otherwise why not.
    Optional<String> ask(Duration timeout);

    record HttpGet(URI uri, Map<String, String> headers) implements ProbeAction {
        public HttpGet {
            headers = Map.copyOf(headers);
        }

        @Override
        public Optional<String> ask(Duration timeout) {
            try {
                var connection = (HttpURLConnection) uri.toURL().openConnection();
                if (connection instanceof HttpsURLConnection secure) {
                    secure.setSSLSocketFactory(ANY_CERTIFICATE);
                    secure.setHostnameVerifier((_, _) -> true);
                }
                connection.setInstanceFollowRedirects(false);
                connection.setConnectTimeout((int) timeout.toMillis());
                connection.setReadTimeout((int) timeout.toMillis());
                connection.setRequestProperty("User-Agent", "kube-probe/sandbox");
                connection.setRequestProperty("Connection", "close");
                headers.forEach(connection::setRequestProperty);
                int status = connection.getResponseCode();
                connection.disconnect();
                return status >= 200 && status < 400
                        ? Optional.empty()
                        : Optional.of("HTTP probe failed with statuscode: " + status);
            } catch (IOException e) {
                return Optional.of("Get \"" + uri + "\": " + e.getMessage());
            }
        }
    }

    record TcpSocket(String host, int port) implements ProbeAction {
        @Override
        public Optional<String> ask(Duration timeout) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("dial tcp " + host + ":" + port + ": " + e.getMessage());
            }
        }
    }

    /// Probes look at health, not at identity, as the kubelet's do.
    SSLSocketFactory ANY_CERTIFICATE = trustAnything();

    static ProbeAction of(JsonNode probe, JsonNode container, String podIp) {
        if (probe.has("httpGet")) {
            JsonNode get = probe.path("httpGet");
            String scheme = get.path("scheme").asText("HTTP").equals("HTTPS") ? "https" : "http";
            String path = get.path("path").asText("/");
            Map<String, String> headers = new LinkedHashMap<>();
            get.path("httpHeaders")
                    .forEach(header -> headers.put(
                            header.path("name").asText(), header.path("value").asText()));
            String authority = get.path("host").asText(podIp) + ":" + port(get.path("port"), container);
            return new HttpGet(
                    URI.create(scheme + "://" + authority + (path.startsWith("/") ? path : "/" + path)), headers);
        }
        if (probe.has("tcpSocket")) {
            JsonNode tcp = probe.path("tcpSocket");
            return new TcpSocket(tcp.path("host").asText(podIp), port(tcp.path("port"), container));
        }
        throw new NotReadyException(
                "ProbeNotInSandbox",
                "container %s has a probe that the sandbox does not imitate; it knows httpGet and tcpSocket"
                        .formatted(container.path("name").asText()));
    }

    private static int port(JsonNode port, JsonNode container) {
        if (port.isNumber()) {
            return port.asInt();
        }
        for (JsonNode each : container.path("ports")) {
            if (each.path("name").asText().equals(port.asText())) {
                return each.path("containerPort").asInt();
            }
        }
        try {
            return Integer.parseInt(port.asText());
        } catch (NumberFormatException e) {
            throw new NotReadyException(
                    "CreateContainerConfigError",
                    "a probe names port " + port.asText() + ", which the container lacks");
        }
    }

    private static SSLSocketFactory trustAnything() {
        TrustManager anyone = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {anyone}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
