package dev.roadstead.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `config/prometheus` asks pods that there are, on ports that they have, for metrics that they give.
class SandboxMonitoringIT extends CacheScenarios {
    private static final Path CONFIG = Path.of("..", "config");
    private static final Pattern METRIC = Pattern.compile("roadstead_[a-z_]+");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Override
    ControlPlane controlPlane() {
        return new SandboxControlPlane();
    }

    private static JsonNode config(String file) throws IOException {
        return YAML.readTree(Files.readString(CONFIG.resolve(file)));
    }

    @Test
    void theOperatorsMonitorFindsIt() throws IOException {
        assertFinds(
                config("prometheus/operator-pod-monitor.yaml"),
                config("manager/deployment.yaml").at("/spec/template"));
        assertThat(operator.metrics()).contains("roadstead_operator_leading 1");
    }

    @Test
    void theRegistriesMonitorFindsThem() throws Exception {
        applyRegistry();
        RegistryPod pod = startPod();
        var template = cluster.client()
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("harbour")
                .get()
                .getSpec()
                .getTemplate();

        int port = assertFinds(config("prometheus/registry-pod-monitor.yaml"), YAML.valueToTree(template));
        applyHub(upstream(UNASKED));
        awaitReady();
        assertThat(user().get("/v2/").status()).isEqualTo(200);
        String scraped = scrape("http://" + pod.address() + ":" + port + "/metrics") + operator.metrics();

        assertThat(namesIn(scraped.lines().filter(line -> !line.startsWith("#"))))
                .containsAll(alertedMetrics());
    }

    /// The number of the port that is asked.
    private static int assertFinds(JsonNode monitor, JsonNode template) {
        assertThat(monitor.at("/spec/podMetricsEndpoints")).hasSize(1);
        JsonNode endpoint = monitor.at("/spec/podMetricsEndpoints/0");
        assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
        assertThat(template.at("/metadata/labels").properties())
                .containsAll(monitor.at("/spec/selector/matchLabels").properties());
        for (JsonNode port : template.at("/spec/containers/0/ports")) {
            if (port.path("name").equals(endpoint.path("port"))) {
                return port.path("containerPort").asInt();
            }
        }
        throw new AssertionError("no port is called " + endpoint.path("port"));
    }

    private static Set<String> alertedMetrics() throws IOException {
        Set<String> metrics = new TreeSet<>();
        for (JsonNode group : config("prometheus/rules.yaml").at("/spec/groups")) {
            for (JsonNode rule : group.path("rules")) {
                metrics.addAll(namesIn(Stream.of(rule.path("expr").asText())));
            }
        }
        assertThat(metrics).isNotEmpty();
        return metrics;
    }

    private static Set<String> namesIn(Stream<String> texts) {
        Set<String> names = new TreeSet<>();
        texts.forEach(text -> METRIC.matcher(text).results().forEach(result -> names.add(result.group())));
        return names;
    }

    private static String scrape(String uri) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
