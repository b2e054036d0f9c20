package dev.roadstead.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `crds/manifests/` and `docs/reference/crds.md` are what the records say; `-Dcrds.update=true` rewrites them.
class CrdManifestsTest {
    private static final Path MANIFESTS = Path.of("manifests");
    private static final Path REFERENCE = Path.of("../docs/reference/crds.md");

    private static final String DO_NOT_EDIT = """
            # Do not edit

            Generated from the records in `crds/src/main/java`. Change those, then run
            `./mvnw -pl crds -am test -Dcrds.update=true` and review the difference.
            """;

    @Test
    void manifestsAreWhatTheRecordsSay(@TempDir Path scratch) throws IOException {
        Map<Path, String> expected = new LinkedHashMap<>();
        Map<String, String> crds = GeneratedCrds.generate(scratch);
        crds.forEach((name, content) -> expected.put(MANIFESTS.resolve(name), content));
        expected.put(MANIFESTS.resolve("kustomization.yaml"), kustomization(crds));
        expected.put(MANIFESTS.resolve("DO_NOT_EDIT.md"), DO_NOT_EDIT);
        expected.put(REFERENCE, CrdReference.write(crds.values()));
        if (Boolean.getBoolean("crds.update")) {
            Files.createDirectories(MANIFESTS);
            Files.createDirectories(REFERENCE.getParent());
            for (Map.Entry<Path, String> file : expected.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        }
        for (Map.Entry<Path, String> file : expected.entrySet()) {
            assertThat(file.getKey())
                    .as("run ./mvnw -pl crds -am test -Dcrds.update=true and review the difference")
                    .hasContent(file.getValue());
        }
    }

    private static String kustomization(Map<String, String> crds) {
        return "# Generated with the CRDs beside it.\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- "
                + String.join("\n- ", crds.keySet()) + "\n";
    }
}
