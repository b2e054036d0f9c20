package dev.roadstead.sandbox.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roadstead.sandbox.cluster.Json;
import dev.roadstead.sandbox.cluster.Meta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the parts may do in a cluster, in `roles.txt`, so that nobody widens it unseen. With `-Dgolden.update=true` it
/// is written instead, to be judged in the diff.
class RolesTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "roles.txt");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private static List<ObjectNode> installed;

    /// @param object the resource with its group, and the names that it is narrowed to
    private record Permission(String role, String object, String verb) {
        boolean isFor(String resource) {
            return object.equals(resource) || object.startsWith(resource + " ");
        }
    }

    @BeforeAll
    static void read() throws IOException {
        installed = Manifests.kustomization(Path.of("..", "config", "default"));
    }

    @Test
    void areExactlyThose() throws IOException {
        Map<String, Map<String, TreeSet<String>>> byRole = new TreeMap<>();
        permissions()
                .forEach(permission -> byRole.computeIfAbsent(permission.role(), _ -> new TreeMap<>())
                        .computeIfAbsent(permission.object(), _ -> new TreeSet<>())
                        .add(permission.verb()));
        String text = byRole.entrySet().stream()
                .map(role -> role.getKey() + "\n"
                        + role.getValue().entrySet().stream()
                                .map(object -> "  " + object.getKey() + ": " + String.join(" ", object.getValue()))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n", "", "\n"));
        if (UPDATE) {
            Files.writeString(GOLDEN, text);
        }

        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void holdNothingThatMakesMoreOfItself() {
        assertThat(permissions())
                .noneMatch(permission -> permission.object().contains("*")
                        || List.of("*", "escalate", "bind", "impersonate", "deletecollection")
                                .contains(permission.verb())
                        || Stream.of(
                                        "nodes/proxy",
                                        "pods/exec",
                                        "pods/attach",
                                        "pods/portforward",
                                        "pods/ephemeralcontainers",
                                        "serviceaccounts/token")
                                .anyMatch(permission::isFor)
                        || permission.object().contains("rbac.authorization.k8s.io")
                        || permission.object().contains("admissionregistration.k8s.io"));
    }

    /// The operator's, since Registries may stand in any namespace.
    @Test
    void letOneRoleAloneReadSecrets() {
        assertThat(permissions().filter(permission -> permission.isFor("secrets")))
                .extracting(Permission::role)
                .containsOnly("ClusterRole roadstead-operator");
    }

    @Test
    void areGivenToTheAccountOfTheirNameAlone() {
        List<ObjectNode> bindings = installed.stream()
                .filter(object -> object.path("kind").asText().endsWith("RoleBinding"))
                .toList();

        assertThat(bindings).isNotEmpty().allSatisfy(binding -> {
            assertThat(binding.path("subjects")).hasSize(1);
            JsonNode subject = binding.path("subjects").get(0);
            assertThat(subject.path("kind").asText()).isEqualTo("ServiceAccount");
            assertThat(binding.at("/roleRef/name").asText())
                    .startsWith(subject.path("name").asText());
            assertThat(installed).anySatisfy(account -> {
                assertThat(account.path("kind").asText()).isEqualTo("ServiceAccount");
                assertThat(Meta.name(account)).isEqualTo(subject.path("name").asText());
                assertThat(Meta.namespace(account))
                        .isEqualTo(subject.path("namespace").asText());
            });
        });
    }

    private static Stream<Permission> permissions() {
        return installed.stream()
                .filter(object -> List.of("ClusterRole", "Role")
                        .contains(object.path("kind").asText()))
                .flatMap(RolesTest::permissions);
    }

    private static Stream<Permission> permissions(ObjectNode role) {
        String name = role.path("kind").asText()
                + (Meta.namespace(role).isEmpty() ? " " : " " + Meta.namespace(role) + "/")
                + Meta.name(role);
        return Json.objects(role.path("rules")).stream()
                .flatMap(rule -> objects(rule)
                        .flatMap(object -> Json.texts(rule.path("verbs")).stream()
                                .map(verb -> new Permission(name, object, verb))));
    }

    /// What has a path and no resource is spelled as that.
    private static Stream<String> objects(JsonNode rule) {
        List<String> names = Json.texts(rule.path("resourceNames"));
        Stream<String> resources = Json.texts(rule.path("apiGroups")).stream()
                .flatMap(group -> Json.texts(rule.path("resources")).stream()
                        .map(resource -> (group.isEmpty() ? resource : resource + "." + group)
                                + (names.isEmpty() ? "" : " " + names)));
        return Stream.concat(resources, Json.texts(rule.path("nonResourceURLs")).stream());
    }
}
