package dev.roadstead.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A day at the command line, with every kubectl at hand.
abstract class KubectlSession extends ApiSuite {
    private static final String REGISTRY = """
            apiVersion: roadstead.dev/v1alpha1
            kind: Registry
            metadata: {name: harbour}
            spec:
              host: registry.example.com
              storage: {s3: {endpoint: 'https://s3.example.com', bucket: images, credentialsSecretRef: {name: s3}}}
              database: {postgresql: {host: pg, database: roadstead, credentialsSecretRef: {name: pg}}}
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyKubectlWorksThroughASession() throws IOException {
        return KubectlBinary.found().stream()
                .flatMap(binary -> sessions(new Kubectl(binary, folder, api.server(), namespace)));
    }

    private Stream<DynamicTest> sessions(Kubectl kubectl) {
        return Stream.of(
                        new Step("discovers the kinds", this::discovers),
                        new Step("applies, changes and deletes a custom resource", this::customResource),
                        new Step("explains fields", this::explains),
                        new Step("shows what an apply would change", this::diffs),
                        new Step("is told why an object is refused", this::refused),
                        new Step("waits for a condition", this::waits),
                        new Step("edits", this::edits),
                        new Step("scales", this::scales),
                        new Step("applies on the server and meets a conflict", this::serverSide),
                        new Step("makes built-in objects", this::builtins),
                        new Step("rolls a deployment", this::deployment),
                        new Step("watches", this::watches))
                .map(step -> DynamicTest.dynamicTest(kubectl.version() + " " + step.name(), () -> {
                    step.run().with(kubectl);
                }));
    }

    private record Step(String name, Session run) {}

    @FunctionalInterface
    private interface Session {
        void with(Kubectl kubectl) throws IOException;
    }

    private void discovers(Kubectl kubectl) {
        assertThat(kubectl.ok("version")).contains("Server Version: v1.");
        assertThat(kubectl.ok("api-resources", "--api-group=roadstead.dev"))
                .contains("registries", "reg", "roadstead.dev/v1alpha1", "NodeMirror", "nst");
        assertThat(kubectl.ok("api-versions")).contains("roadstead.dev/v1alpha1", "apps/v1");
        assertThat(kubectl.ok("get", "--raw", "/healthz")).isEqualTo("ok");
        assertThat(kubectl.ok("auth", "can-i", "create", "registries")).contains("yes");
        assertThat(kubectl.ok("cluster-info")).contains("is running at");
    }

    private void customResource(Kubectl kubectl) {
        assertThat(kubectl.apply(REGISTRY)).contains("registry.roadstead.dev/harbour created");
        assertThat(kubectl.apply(REGISTRY)).contains("registry.roadstead.dev/harbour unchanged");
        assertThat(kubectl.apply(REGISTRY.replace("registry.example.com", "images.example.com")))
                .contains("registry.roadstead.dev/harbour configured");
        assertThat(kubectl.ok("get", "registries").lines().findFirst().orElseThrow())
                .matches("NAME +READY .*REASON +AGE *");
        assertThat(kubectl.ok("get", "reg", "harbour", "-o", "jsonpath={.spec.host}"))
                .isEqualTo("images.example.com");
        assertThat(kubectl.ok("get", "roadstead", "-o", "name")).contains("registry.roadstead.dev/harbour");
        assertThat(kubectl.ok("get", "reg", "harbour", "-o", "yaml")).contains("last-applied-configuration");
        assertThat(kubectl.ok("get", "reg", "-o", "wide", "--show-labels")).contains("LABELS");
        assertThat(kubectl.ok("describe", "reg", "harbour"))
                .contains("Name:", "harbour", "Kind:", "Registry", "Events:");
        assertThat(kubectl.ok("label", "reg", "harbour", "team=a")).contains("labeled");
        assertThat(kubectl.ok("get", "reg", "-l", "team=a", "-o", "name")).contains("harbour");
        assertThat(kubectl.ok("annotate", "reg", "harbour", "roadstead.dev/paused=true"))
                .contains("annotated");
        assertThat(kubectl.ok(
                        "patch",
                        "reg",
                        "harbour",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"access\":{\"anonymousPull\":true}}}"))
                .contains("patched");
        assertThat(kubectl.ok(
                        "patch",
                        "reg",
                        "harbour",
                        "--type=json",
                        "-p",
                        "[{\"op\":\"remove\",\"path\":\"/spec/host\"}]"))
                .contains("patched");
        assertThat(kubectl.ok("delete", "reg", "harbour")).contains("deleted");
        assertThat(kubectl.fails("get", "reg", "harbour"))
                .contains("Error from server (NotFound): registries.roadstead.dev \"harbour\" not found");
    }

    private void explains(Kubectl kubectl) {
        assertThat(kubectl.ok("explain", "registry.spec.storage"))
                .contains("KIND:", "Registry", "filesystem", "bucketClaim");
        assertThat(kubectl.ok("explain", "nodemirror.spec.mirrors.endpoints", "--recursive"))
                .contains("registryRef");
        assertThat(kubectl.ok("explain", "deployment.spec")).contains("FIELDS:", "replicas");
    }

    private void diffs(Kubectl kubectl) {
        kubectl.apply(REGISTRY);
        Path same = kubectl.file(REGISTRY);
        Path other = kubectl.file(REGISTRY.replace("registry.example.com", "other.example.com"));

        assertThat(kubectl.run("diff", "-f", same.toString()).exitCode()).isZero();
        Kubectl.Result changed = kubectl.run("diff", "-f", other.toString());
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.output()).contains("-  host: registry.example.com", "+  host: other.example.com");
        assertThat(kubectl.ok("apply", "-f", other.toString(), "--dry-run=server"))
                .contains("(server dry run)");
        kubectl.ok("delete", "-f", same.toString());
    }

    private void refused(Kubectl kubectl) {
        Path unknown = kubectl.file(REGISTRY.replace("host:", "hots:"));
        Path two = kubectl.file(REGISTRY.replace("storage: {", "storage: {filesystem: {size: 1Gi}, "));

        assertThat(kubectl.fails("apply", "-f", unknown.toString())).contains("unknown field \"spec.hots\"");
        assertThat(kubectl.fails("apply", "-f", two.toString()))
                .contains("The Registry \"harbour\" is invalid", "exactly one");
    }

    private void waits(Kubectl kubectl) {
        kubectl.apply(REGISTRY);
        assertThat(kubectl.fails("wait", "--for=condition=Ready", "reg/harbour", "--timeout=1s"))
                .contains("timed out");
        kubectl.ok("patch", "reg", "harbour", "--subresource=status", "--type=merge", "-p", """
                {"status":{"url":"https://registry.example.com","conditions":[{"type":"Ready","status":"True",
                 "reason":"Serving","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}]}}""");
        assertThat(kubectl.ok("wait", "--for=condition=Ready", "reg/harbour", "--timeout=20s"))
                .contains("condition met");
        assertThat(kubectl.ok("wait", "--for=jsonpath={.status.url}=https://registry.example.com", "reg/harbour"))
                .contains("condition met");
        assertThat(kubectl.ok("get", "reg", "harbour")).contains("True", "Serving");
        kubectl.ok("delete", "reg", "harbour", "--wait=false");
        kubectl.ok("wait", "--for=delete", "reg/harbour", "--timeout=20s");
    }

    private void edits(Kubectl kubectl) throws IOException {
        kubectl.apply(REGISTRY);
        Path editor = folder.resolve("editor.sh");
        Files.writeString(editor, "#!/bin/sh\nsed -i s/registry.example.com/edited.example.com/ \"$1\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();

        assertThat(kubectl.withEnvironment("KUBE_EDITOR", editor.toString()).ok("edit", "reg", "harbour"))
                .contains("edited");
        assertThat(kubectl.ok("get", "reg", "harbour", "-o", "jsonpath={.spec.host}"))
                .isEqualTo("edited.example.com");
        kubectl.ok("delete", "reg", "harbour");
    }

    private void scales(Kubectl kubectl) {
        kubectl.apply(REGISTRY);
        assertThat(kubectl.ok("scale", "reg", "harbour", "--replicas=3")).contains("scaled");
        assertThat(kubectl.ok("get", "reg", "harbour", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("3");
        assertThat(kubectl.fails("scale", "reg", "harbour", "--replicas=2", "--current-replicas=1"))
                .contains("Expected replicas to be 1, was 3");
        kubectl.ok("delete", "reg", "harbour");
    }

    private void serverSide(Kubectl kubectl) {
        Path mine = kubectl.file(REGISTRY);
        Path theirs = kubectl.file(REGISTRY.replace("registry.example.com", "theirs.example.com"));

        assertThat(kubectl.ok("apply", "--server-side", "--field-manager=mine", "-f", mine.toString()))
                .contains("serverside-applied");
        assertThat(kubectl.fails("apply", "--server-side", "--field-manager=theirs", "-f", theirs.toString()))
                .contains("conflict with \"mine\": .spec.host");
        assertThat(kubectl.ok(
                        "apply",
                        "--server-side",
                        "--field-manager=theirs",
                        "--force-conflicts",
                        "-f",
                        theirs.toString()))
                .contains("serverside-applied");
        assertThat(kubectl.ok("get", "reg", "harbour", "-o", "yaml", "--show-managed-fields"))
                .contains("manager: mine", "manager: theirs");
        kubectl.ok("delete", "reg", "harbour");
    }

    private void builtins(Kubectl kubectl) {
        assertThat(kubectl.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {a: '1'}\n"))
                .contains("configmap/settings created");
        assertThat(kubectl.ok("get", "configmaps")).contains("NAME", "DATA", "AGE", "settings");
        assertThat(kubectl.ok("describe", "configmap", "settings")).contains("Data", "a:");
        assertThat(kubectl.ok("create", "configmap", "made", "--from-literal=b=2"))
                .contains("configmap/made created");
        assertThat(kubectl.ok("create", "secret", "generic", "hidden", "--from-literal=password=x"))
                .contains("secret/hidden created");
        assertThat(kubectl.ok("get", "secret", "hidden", "-o", "jsonpath={.data.password}"))
                .isEqualTo("eA==");
        assertThat(kubectl.ok("create", "serviceaccount", "robot")).contains("serviceaccount/robot created");
        assertThat(kubectl.ok("get", "events")).contains("No resources found");
        assertThat(kubectl.ok("delete", "configmap", "settings", "made"))
                .contains("\"settings\" deleted", "\"made\" deleted");
        kubectl.ok("delete", "secret/hidden", "sa/robot");
    }

    private void deployment(Kubectl kubectl) {
        kubectl.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: main, image: 'example.com/web:1'}]}
                """);
        assertThat(kubectl.ok("set", "image", "deployment/web", "main=example.com/web:2"))
                .contains("image updated");
        assertThat(kubectl.ok("get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"))
                .isEqualTo("example.com/web:2");
        assertThat(kubectl.ok("rollout", "restart", "deployment/web")).contains("restarted");
        assertThat(kubectl.ok("scale", "deployment/web", "--replicas=0")).contains("scaled");
        assertThat(kubectl.ok("get", "deployments")).contains("READY", "UP-TO-DATE", "AVAILABLE");
        assertThat(kubectl.ok("describe", "deployment", "web")).contains("Pod Template:", "example.com/web:2");
        kubectl.ok("delete", "deployment", "web");
    }

    private void watches(Kubectl kubectl) {
        kubectl.apply(REGISTRY);
        assertThat(kubectl.run("get", "reg", "-w", "--request-timeout=2s").output())
                .contains("harbour");
        kubectl.ok("delete", "reg", "harbour");
    }
}
