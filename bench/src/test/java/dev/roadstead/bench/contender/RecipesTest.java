package dev.roadstead.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
    private static final Path FOLDER = Path.of("/run/one");
    private static final Place PLAIN = new Place(FOLDER, 5001, null);

    @Test
    void roadsteadGetsEverythingByArgument(@TempDir Path folder) throws IOException, InterruptedException {
        var recipe = new RoadsteadRecipe(List.of("java", "Main"));
        Certificate certificate = Certificate.make(folder);

        assertThat(recipe.launch(PLAIN).command())
                .containsExactly("java", "Main", "serve", "--listen", "127.0.0.1:5001", "--data", "/run/one/data");
        assertThat(recipe.launch(new Place(FOLDER, 5001, certificate)).command())
                .endsWith("--tls-dir", folder.toString());
        assertThat(folder.resolve("tls.crt")).content().startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(folder.resolve("tls.key")).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void distributionGetsAFile() {
        Launch launch = new DistributionRecipe(Path.of("/bin/registry")).launch(PLAIN);

        assertThat(launch.command()).containsExactly("/bin/registry", "serve", "/run/one/config.yml");
        assertThat(launch.files().get("config.yml"))
                .contains("    rootdirectory: /run/one/data\n", "  addr: 127.0.0.1:5001\n", "\nhealth:\n");
    }

    @Test
    void zotGetsAFile() throws IOException {
        Launch launch = new ZotRecipe(Path.of("/bin/zot")).launch(PLAIN);

        assertThat(launch.command()).containsExactly("/bin/zot", "serve", "/run/one/config.json");
        assertThat(new ObjectMapper()
                        .readTree(launch.files().get("config.json"))
                        .at("/http/port")
                        .asText())
                .isEqualTo("5001");
    }
}
