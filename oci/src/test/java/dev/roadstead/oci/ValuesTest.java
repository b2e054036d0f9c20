package dev.roadstead.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "library/alpine", "a/b/c", "a-b", "a--b", "a__b", "a.b/c_d", "v2", "manifests", "a/blobs/b"
            })
    void acceptsRepositoryNames(String name) {
        assertThat(Repository.parse(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("badNames")
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> Repository.parse(name))
                .isInstanceOfSatisfying(
                        OciException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_INVALID));
    }

    static String[] badNames() {
        return new String[] {
            "",
            "UPPER/case",
            "a//b",
            "-a",
            "a..b",
            "a/",
            "/a",
            "_a",
            "a___b",
            "\u1f433",
            "a\u0000b",
            "a b",
            "..",
            "a/../b",
            "_catalog",
            "x".repeat(256),
            "a/".repeat(500) + "a"
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "_x", "V1.2-3", "sha256-abc"})
    void acceptsTags(String name) {
        assertThat(Reference.parse(name)).isEqualTo(new Tag(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".x", "-x", "a/b", "a b", "\u00e4"})
    void refusesOtherTags(String name) {
        assertThatThrownBy(() -> Tag.parse(name)).isInstanceOf(OciException.class);
    }

    @Test
    void aTagHasAtMost128Characters() {
        assertThat(Tag.parse("x".repeat(128)).name()).hasSize(128);
        assertThatThrownBy(() -> Tag.parse("x".repeat(129))).isInstanceOf(OciException.class);
    }

    @Test
    void hashesContent() {
        byte[] content = "hello world".getBytes(StandardCharsets.UTF_8);

        assertThat(Digest.sha256(content))
                .hasToString("sha256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
        assertThat(Digest.of(Digest.Algorithm.SHA512, content).hex()).startsWith("309ecc489c12d6eb4cc40f50c902f2b4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:abc",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha256:B94D27B9934D3E08A52E52D7DA7DABFAC484EFE37A5380EE9088F7ACE2EFCDE9",
                "SHA256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
                "sha256:../../../../etc/passwd/////////////////////////////////////////",
                "sha512:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
            })
    void refusesOtherDigests(String text) {
        assertThatThrownBy(() -> Digest.parse(text))
                .isInstanceOfSatisfying(
                        OciException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_INVALID));
    }
}
