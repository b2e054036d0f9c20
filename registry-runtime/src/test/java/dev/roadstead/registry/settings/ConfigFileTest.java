package dev.roadstead.registry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadstead.config.InvalidConfigException;
import dev.roadstead.config.RegistryConfigs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir
    Path folder;

    private static String document(String host) {
        return RegistryConfigs.write(StandaloneConfig.of(host, null));
    }

    @Test
    void appliesAChangedFileAndKeepsTheOldDocumentWhenTheNewOneIsBad() throws Exception {
        Path path = Files.writeString(folder.resolve("registry.yaml"), document("a"));
        ConfigFile file = new ConfigFile(path);
        AppliedConfig applied = new AppliedConfig(file.read(), List.of());

        Files.writeString(path, document("second"));
        file.applyIfChanged(applied);
        assertThat(applied.config().host()).isEqualTo("second");

        Files.writeString(path, "version: 7\n");
        file.applyIfChanged(applied);
        assertThat(applied.config().host()).isEqualTo("second");

        Files.delete(path);
        file.applyIfChanged(applied);
        assertThat(applied.config().host()).isEqualTo("second");

        Files.writeString(path, document("the-third"));
        file.applyIfChanged(applied);
        assertThat(applied.config().host()).isEqualTo("the-third");
    }

    @Test
    void changesNothingWhenOnePartCannotFollow() {
        CurrentLimits limits = new CurrentLimits();
        AppliedConfig applied = new AppliedConfig(StandaloneConfig.of("a", null), List.of(limits, config -> {
            if (config.host().equals("bad")) {
                throw new InvalidConfigException("host", "is bad");
            }
            return () -> {};
        }));
        String hash = applied.hash();
        String bad = document("bad").replace("uploadTimeout: PT24H", "uploadTimeout: PT1H");

        assertThatThrownBy(() -> applied.apply(bad)).isInstanceOf(InvalidConfigException.class);

        assertThat(applied.hash()).isEqualTo(hash);
        assertThat(limits.get().uploadTimeout()).hasHours(24);
    }
}
