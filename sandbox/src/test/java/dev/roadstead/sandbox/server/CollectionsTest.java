package dev.roadstead.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roadstead.sandbox.server.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists: selectors, pages, consistency.
class CollectionsTest {

    @RegisterExtension
    static final Sandbox SANDBOX = new Sandbox();

    private static String pods;

    @BeforeAll
    static void somePods() {
        pods = SANDBOX.core(SANDBOX.namespace(), "pods");
        pod("a", "{tier: web, env: prod}", "node-1");
        pod("b", "{tier: web, env: test}", "node-1");
        pod("c", "{tier: db}", "node-2");
    }

    private static void pod(String name, String labels, String node) {
        SANDBOX.client()
                .post(
                        pods,
                        "{metadata: {name: %s, labels: %s}, spec: {nodeName: %s, containers: [{name: c, image: i}]}}"
                                .formatted(name, labels, node));
    }

    @ParameterizedTest(name = "{0} selects {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "labelSelector=tier%3Dweb               | a b",
                "labelSelector=tier%3D%3Dweb,env%3Dtest | b",
                "labelSelector=env!%3Dprod              | b c",
                "labelSelector=env%20in%20(prod,test)   | a b",
                "labelSelector=env%20notin%20(prod)     | b c",
                "labelSelector=env                      | a b",
                "labelSelector=!env                     | c",
                "fieldSelector=metadata.name%3Da        | a",
                "fieldSelector=spec.nodeName%3Dnode-1   | a b",
                "fieldSelector=spec.nodeName!%3Dnode-1  | c",
                "fieldSelector=status.phase%3DRunning   | ''",
                "fieldSelector=status.phase%3DPending   | a b c"
            })
    void selects(String query, String names) {
        assertThat(String.join(" ", names(SANDBOX.client().get(pods + "?" + query))))
                .isEqualTo(names);
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "fieldSelector=spec.unknown%3Da | field label not supported: spec.unknown",
                "fieldSelector=nonsense         | invalid selector",
                "labelSelector=a%3D%3D%3Db      | unable to parse requirement",
                "continue=nonsense              | continue key is not valid",
                "limit=many                     | must be a whole number"
            })
    void refuses(String query, String message) {
        Answer refused = SANDBOX.client().get(pods + "?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains(message);
    }

    @Test
    void pagesOverOneSnapshot() {
        String namespace = SANDBOX.namespace();
        String configMaps = SANDBOX.core(namespace, "configmaps");
        for (String name : List.of("a", "b", "c", "d")) {
            SANDBOX.configMap(namespace, name, "x");
        }
        Answer first = SANDBOX.client().get(configMaps + "?limit=2");
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.at("/metadata/remainingItemCount")).isEqualTo("3");
        SANDBOX.client().delete(configMaps + "/c");
        SANDBOX.configMap(namespace, "e", "x");
        Answer second = SANDBOX.client().get(configMaps + "?limit=5&continue=" + first.at("/metadata/continue"));
        assertThat(names(second)).containsExactly("c", "d", "kube-root-ca.crt");
        assertThat(second.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
        assertThat(second.at("/metadata/continue")).isEmpty();
    }

    @Test
    void letsOldPagesExpireAndOffersToGoOn() {
        String namespace = SANDBOX.namespace();
        String configMaps = SANDBOX.core(namespace, "configmaps");
        SANDBOX.configMap(namespace, "a", "x");
        SANDBOX.configMap(namespace, "b", "x");
        String token = SANDBOX.client().get(configMaps + "?limit=1").at("/metadata/continue");
        SANDBOX.configMap(namespace, "c", "x");
        SANDBOX.server().compactHistory();
        Answer expired = SANDBOX.client().get(configMaps + "?limit=1&continue=" + token);
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.reason()).isEqualTo("Expired");
        Answer anew = SANDBOX.client().get(configMaps + "?continue=" + expired.at("/metadata/continue"));
        assertThat(names(anew)).containsExactly("b", "c", "kube-root-ca.crt");
    }

    @Test
    void answersWithMetadataOnlyWhenAsked() {
        Answer partial = SANDBOX.client()
                .get(pods, "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json");
        assertThat(partial.at("/kind")).isEqualTo("PartialObjectMetadataList");
        assertThat(partial.body().at("/items/0").has("spec")).isFalse();
        assertThat(partial.at("/items/0/metadata/name")).isEqualTo("a");
    }

    private static List<String> names(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        for (JsonNode item : answer.body().path("items")) {
            names.add(item.at("/metadata/name").asText());
        }
        return names;
    }
}
