package dev.roadstead.registry.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteLabelTest {
    @ParameterizedTest
    @CsvSource({
        "/v2/, BASE",
        "/v2, BASE",
        "/v2/_catalog, CATALOG",
        "/v2/a/b/tags/list, TAGS",
        "/v2/a/manifests/latest, MANIFEST",
        "/v2/a/blobs/sha256:aa, BLOB",
        "/v2/a/blobs/uploads/, UPLOAD",
        "/v2/a/blobs/uploads, UPLOAD",
        "/v2/a/blobs/uploads/id, UPLOAD",
        "/v2/a/referrers/sha256:aa, REFERRERS",
        "/healthz, PROBE",
        "/x, OTHER",
        "/v2x, OTHER",
        "/v2/a, OTHER",
        "'', OTHER"
    })
    void putsEveryPathIntoOneOfAFewKinds(String path, RouteLabel label) {
        assertThat(RouteLabel.of(path)).isEqualTo(label);
    }
}
