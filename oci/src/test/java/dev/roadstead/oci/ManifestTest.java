package dev.roadstead.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestTest {
    private static final String DIGEST = "sha256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
    private static final String BLOB = "{'mediaType':'application/x','digest':'" + DIGEST + "','size':11}";

    private static Manifest parse(String json, String contentType) {
        return Manifest.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static String image(String more) {
        return "{'schemaVersion':2,'mediaType':'" + MediaTypes.OCI_MANIFEST + "'" + more + "}";
    }

    private static String index(String more) {
        return "{'schemaVersion':2,'mediaType':'" + MediaTypes.OCI_INDEX + "'" + more + "}";
    }

    @Test
    void readsAnImage() {
        Manifest manifest = parse(
                image(",'config':" + BLOB + ",'layers':[" + BLOB + "],'subject':" + BLOB
                        + ",'annotations':{'a':'b'},'custom':{'x':[1,{}]}"),
                MediaTypes.OCI_MANIFEST + "; charset=utf-8");

        Descriptor blob = Descriptor.of("application/x", Digest.parse(DIGEST), 11);
        assertThat(manifest)
                .isEqualTo(new Manifest.Image(
                        MediaTypes.OCI_MANIFEST, null, blob, java.util.List.of(blob), blob, Map.of("a", "b")));
        assertThat(manifest.typeAsReferrer()).contains("application/x");
    }

    @Test
    void readsAnIndexWithPlatforms() {
        Manifest manifest = parse(
                index(
                        ",'artifactType':'t','manifests':[{'mediaType':'m','digest':'" + DIGEST
                                + "','size':0,'platform':{'os':'linux','architecture':'arm64','variant':'v8','os.features':[]}}]"),
                null);

        assertThat(manifest).isInstanceOfSatisfying(Manifest.Index.class, found -> {
            assertThat(found.manifests().getFirst().platform())
                    .isEqualTo(new Descriptor.Platform("linux", "arm64", "v8"));
            assertThat(found.typeAsReferrer()).contains("t");
        });
    }

    @Test
    void takesTheTypeFromContentTypeWhenTheFieldIsMissing() {
        Manifest manifest =
                parse("{'schemaVersion':2,'config':" + BLOB + ",'layers':null}", MediaTypes.DOCKER_MANIFEST);

        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    }

    @Test
    void acceptsDataThatIsTheContent() {
        String withData = BLOB.replace("}", ",'data':'aGVsbG8gd29ybGQ='}");

        assertThat(parse(image(",'config':" + withData), null)).isInstanceOf(Manifest.Image.class);
    }

    static Arguments[] refused() {
        String config = ",'config':" + BLOB;
        return new Arguments[] {
            Arguments.of("no JSON", "hello", null),
            Arguments.of("two documents", image(config) + image(config), null),
            Arguments.of("a list", "[]", null),
            Arguments.of("a key twice", image(config + ",'layers':[],'layers':[]"), null),
            Arguments.of("a key twice, deep inside", image(config + ",'x':{'a':1,'a':2}"), null),
            Arguments.of("layers and manifests", image(config + ",'layers':[],'manifests':[]"), null),
            Arguments.of("an index with layers", index(",'manifests':[],'layers':[]"), null),
            Arguments.of("an index with a config", index(",'manifests':[]" + config), null),
            Arguments.of("an index without manifests", index(""), null),
            Arguments.of("an image without a config", image(",'layers':[]"), null),
            Arguments.of("another Content-Type", image(config), MediaTypes.OCI_INDEX),
            Arguments.of("no type at all", "{'schemaVersion':2" + config + "}", null),
            Arguments.of("an unknown type", "{'schemaVersion':2" + config + "}", "application/json"),
            Arguments.of("schema version 1", "{'schemaVersion':1,'fsLayers':[]}", MediaTypes.DOCKER_MANIFEST),
            Arguments.of("no schema version", "{'mediaType':'" + MediaTypes.OCI_INDEX + "','manifests':[]}", null),
            Arguments.of("a negative size", image(config.replace("11", "-1")), null),
            Arguments.of("a huge size", image(config.replace("11", "9223372036854775808")), null),
            Arguments.of("a fractional size", image(config.replace("11", "11.0")), null),
            Arguments.of("a size as text", image(config.replace("11", "'11'")), null),
            Arguments.of("a bad digest", image(config.replace("b94d", "B94D")), null),
            Arguments.of("an unknown algorithm", image(config.replace("sha256", "sha384")), null),
            Arguments.of("data of another content", image(config.replace("11}", "11,'data':'aGVsbG8='}")), null),
            Arguments.of("data that is not base64", image(config.replace("11}", "11,'data':'!!'}")), null),
            Arguments.of("an annotation that is no text", image(config + ",'annotations':{'a':1}"), null),
            Arguments.of("deep nesting", image(config + ",'x':" + "[".repeat(100) + "]".repeat(100)), null),
            Arguments.of(
                    "too many descriptors", index(",'manifests':[" + (BLOB + ",").repeat(10_000) + BLOB + "]"), null),
            Arguments.of("too many values", image(config + ",'x':[" + "0,".repeat(300_000) + "0]"), null),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String why, String json, String contentType) {
        assertThatThrownBy(() -> parse(json, contentType)).isInstanceOfSatisfying(OciException.class, e -> {
            assertThat(e.code()).as(why).isEqualTo(ErrorCode.MANIFEST_INVALID);
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception", "dev.roadstead");
        });
    }

    @Test
    void acceptsALargeManifest() {
        String annotations = "'a%d':'" + "x".repeat(10_000) + "'";
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 390; i++) {
            all.append(i == 0 ? "" : ",").append(annotations.formatted(i));
        }

        Manifest manifest = parse(image(",'config':" + BLOB + ",'annotations':{" + all + "}"), null);

        assertThat(manifest.annotations()).hasSize(390);
    }
}
