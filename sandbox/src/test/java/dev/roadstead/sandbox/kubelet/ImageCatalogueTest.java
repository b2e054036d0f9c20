package dev.roadstead.sandbox.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCatalogueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator",
                "operator:1",
                "ghcr.io/roadstead/operator:0.1.0",
                "localhost:5000/operator",
                "ghcr.io/roadstead/operator:0.1.0@sha256:00"
            })
    void namesAnImageByItsLastSegment(String image) {
        assertThat(ImageCatalogue.shortName(image)).isEqualTo("operator");
    }

    @Test
    void knowsTheImagesOfThisProjectAndNoOthers() {
        var catalogue = new ModuleCatalogue(Path.of(".."), List.of("-Dmore=1"));

        assertThat(catalogue.find("nginx")).isEmpty();
        assertThat(catalogue
                        .find("ghcr.io/roadstead/node-agent:0.1.0")
                        .orElseThrow()
                        .command())
                .contains("dev.roadstead.node.Main", "-Dmore=1");
    }
}
